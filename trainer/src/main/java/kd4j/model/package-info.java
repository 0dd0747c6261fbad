/**
 * A network as training sees it: forward with named taps, backward from gradients at the taps, parameters, save and load.
 *
 * <p>Reading order: {@link kd4j.model.Architecture} makes a {@link kd4j.model.Blueprint} of {@link kd4j.model.Layer}s and {@link
 * kd4j.model.Join}s; {@link
 * kd4j.model.Network} runs it with {@link kd4j.model.executor.Executor} and saves it as a zip of DL4J. Nobody outside of this
 * package can tell.
 */
package kd4j.model;
