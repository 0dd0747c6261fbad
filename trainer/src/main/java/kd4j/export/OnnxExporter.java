package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kd4j.compress.quantise.Placement;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;

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
        OnnxWriter.save(OnnxWriter.model(network.blueprint(), network::parameter, card), file);
    }

    @Override
    public Model open(Path file) {
        return OnnxModel.open(file);
    }
}
