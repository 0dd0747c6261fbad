package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes and opens one format. */
interface Exporter {
    /** What stands in the way of writing such a network; empty when nothing does. */
    List<String> problems(Blueprint plan);

    /**
     * The network as the file will have it.
     *
     * @param how for formats of 8 bits
     */
    default Rendition rendition(Network network, EightBits how) {
        return Rendition.same(network);
    }

    /** Writes a network, as {@link #rendition} made it, into a file. */
    void write(Network network, Card card, Path file) throws IOException;

    /**
     * Writes a network with rows of its data.
     *
     * @param rows that its answers are compared on
     */
    default void write(Rendition rendition, Card card, INDArray rows, Path file) throws IOException {
        write(rendition.network(), card, file);
    }

    /**
     * Opens a file in the way its users do.
     *
     * @throws kd4j.component.Kd4jException when it cannot be read
     */
    Model open(Path file);

    /**
     * Whether a file's answers are near enough, and whatever else must be true of it.
     *
     * @param written where it lies now
     * @param file where it is to lie
     * @return how far it is from its roundings, for files of 8 bits
     */
    default Optional<LayerSteps> check(Answers answers, Rendition rendition, Path written, Path file) {
        Comparison.of(answers.expected(), answers.actual(), rendition.network().classes())
                .check(file.toString(), Comparison.TOLERANCE);
        return Optional.empty();
    }

    static Exporter of(ExportFormat format) {
        return switch (format) {
            case DL4J -> new Dl4jExporter();
            case ONNX -> new OnnxExporter(new OnnxStorage(false, true));
            case ONNX_FP16 -> new OnnxExporter(new OnnxStorage(true, true));
            case ONNX_INT8 -> new OnnxQuantisedExporter();
            case BUNDLE, BUNDLE_FP16, BUNDLE_INT8 -> new BundleExporter(format);
        };
    }
}
