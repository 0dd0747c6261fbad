/** The layers: one record a layer, its settings, its shapes and its arithmetic on top of {@link kd4j.model.kernel.Kernels}. */
package kd4j.model.layer;
