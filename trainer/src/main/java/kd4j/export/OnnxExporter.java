package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kd4j.compress.quantise.Placement;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;

/**
 * ONNX of floats, as {@link OnnxWriter} describes it.
 *
 * @param storage how weights are kept
 */
record OnnxExporter(OnnxStorage storage) implements Exporter {
    @Override
    public List<String> problems(Blueprint plan) {
        return OnnxWriter.problems(Placement.without(plan));
    }

    @Override
    public Rendition rendition(Network network, EightBits how) {
        return storage.halves() ? Rendition.halves(network) : Rendition.exact(network);
    }

    @Override
    public void write(Network network, Card card, Path file) throws IOException {
        OnnxWriter.save(OnnxWriter.model(network.blueprint(), network::parameter, card, storage), file);
    }

    @Override
    public Model open(Path file) {
        return OnnxModel.open(file);
    }
}
