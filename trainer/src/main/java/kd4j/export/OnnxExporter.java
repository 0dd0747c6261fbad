package kd4j.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kd4j.compress.quantise.Placement;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;
import onnx.Onnx.ModelProto;

/** ONNX, as {@link OnnxWriter} describes it. */
final class OnnxExporter implements Exporter {
    @Override
    public List<String> problems(Blueprint plan) {
        return OnnxWriter.problems(Placement.without(plan));
    }

    @Override
    public Rendition rendition(Network network, EightBits how) {
        return Rendition.exact(network);
    }

    @Override
    public void write(Network network, Card card, Path file) throws IOException {
        write(OnnxWriter.model(network.blueprint(), network::parameter, card), file);
    }

    static void write(ModelProto model, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    @Override
    public Model open(Path file) {
        return OnnxModel.open(file);
    }
}
