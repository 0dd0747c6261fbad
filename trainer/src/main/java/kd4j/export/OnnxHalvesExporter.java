package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kd4j.compress.quantise.Placement;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;

/** ONNX with weights of 16 bits. */
final class OnnxHalvesExporter implements Exporter {
    @Override
    public List<String> problems(Blueprint plan) {
        return OnnxWriter.problems(Placement.without(plan));
    }

    @Override
    public Rendition rendition(Network network, EightBits how) {
        return Rendition.halves(network);
    }

    @Override
    public void write(Network network, Card card, Path file) throws IOException {
        OnnxWriter.save(OnnxWriter.halves(network.blueprint(), network::parameter, card), file);
    }

    @Override
    public Model open(Path file) {
        return OnnxModel.open(file);
    }
}
