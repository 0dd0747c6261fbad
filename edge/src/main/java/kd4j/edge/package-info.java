/**
 * Runs a student from its bundle on a device, with ONNX Runtime and the JDK alone, and refuses bundles that were tampered with.
 *
 * <p>Reading order: {@link kd4j.edge.Student} is what users see. {@code StrictZip} takes a bundle apart, {@link kd4j.edge.Manifest}
 * says what must be in it, {@link kd4j.edge.Bundle} checks that it is, {@link kd4j.edge.Step} prepares raw values for the network.
 */
package kd4j.edge;
