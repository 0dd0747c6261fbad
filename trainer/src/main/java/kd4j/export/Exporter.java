package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;

/** Writes and opens one format. */
interface Exporter {
    /** What stands in the way of writing such a network; empty when nothing does. */
    List<String> problems(Blueprint plan);

    /** Writes a network into a file. */
    void write(Network network, Card card, Path file) throws IOException;

    /**
     * Opens a file in the way its users do.
     *
     * @throws kd4j.component.Kd4jException when it cannot be read
     */
    Model open(Path file);

    static Exporter of(ExportFormat format) {
        return switch (format) {
            case DL4J -> new Dl4jExporter();
            case ONNX -> new OnnxExporter();
        };
    }
}
