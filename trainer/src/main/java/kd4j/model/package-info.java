/**
 * A network as training sees it: forward with named taps, backward from gradients at the taps, parameters, save and load.
 *
 * <p>Reading order: {@link kd4j.model.Architecture} makes a {@link kd4j.model.Blueprint} of {@link kd4j.model.Layer}s; {@link
 * kd4j.model.Network} builds DL4J's graph from it. Nobody outside of this package can tell that the port is DL4J.
 */
package kd4j.model;
