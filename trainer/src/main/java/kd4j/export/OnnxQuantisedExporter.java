package kd4j.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kd4j.compress.quantise.Placement;
import kd4j.compress.quantise.PostTraining;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.IntegerKernels;
import kd4j.model.onnx.OnnxModel;

/** ONNX of 8 bits, as {@link OnnxQuantised} describes it. */
final class OnnxQuantisedExporter implements Exporter {
    @Override
    public List<String> problems(Blueprint plan) {
        Blueprint exact = Placement.without(plan);
        List<String> problems = new ArrayList<>(OnnxWriter.problems(exact));
        if (problems.isEmpty()
                && Placement.of(exact, List.of("*"), 8, false).quantised().isEmpty()) {
            problems.add(
                    "onnx-int8: no layer can be computed with 8-bit numbers; convolutions and dense layers of vectors can. Export to onnx or onnx-fp16");
        }
        return problems;
    }

    @Override
    public Rendition rendition(Network network, EightBits how) {
        return Rendition.eight(network, how);
    }

    @Override
    public void write(Network network, Card card, Path file) throws IOException {
        OnnxWriter.save(OnnxQuantised.model(network, card), file);
    }

    @Override
    public Model open(Path file) {
        return OnnxModel.open(file);
    }

    @Override
    public Optional<LayerSteps> check(Answers answers, Rendition rendition, Path written, Path file) {
        PostTraining rounded = rendition.rounded().orElseThrow();
        Set<String> left = IntegerKernels.missing(written, rounded.quantised());
        if (!left.isEmpty()) {
            throw new ExportException(
                    "%s: ONNX Runtime does not compute layers %s with 8-bit numbers, though the file asks it to; 8-bit numbers would make them slower, not faster. Leave them out with the key layers of quantise"
                            .formatted(file, left));
        }
        Comparison.checkSteps(
                file.toString(),
                answers.expected(),
                answers.actual(),
                rendition.network().classes(),
                rounded.step());
        return Optional.of(
                LayerByLayer.of(rendition.asked(), written, Set.copyOf(rounded.quantised()), answers.rows(), file));
    }
}
