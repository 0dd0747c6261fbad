/**
 * Turns a trained student into files, and proves that the files give the same answers.
 *
 * <p>Reading order: {@link kd4j.export.Exporters} writes, asks and publishes; {@link kd4j.export.Verification} asks again later.
 * An {@code Exporter} writes and opens one format. For ONNX, {@code OnnxLayers} is the table of layers.
 */
package kd4j.export;
