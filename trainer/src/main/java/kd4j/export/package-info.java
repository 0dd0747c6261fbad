/**
 * Turns a trained student into files, and proves that the files give the same answers.
 *
 * <p>Reading order: {@link kd4j.export.Exporters} writes, asks and publishes; {@link kd4j.export.Verification} asks again later.
 * An {@code Exporter} writes and opens one format. For ONNX, {@code OnnxLayers} finds a layer in the lists of forms that {@code OnnxConvolutions} and the like hold.
 */
package kd4j.export;
