package kd4j.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.model.Blueprint;
import kd4j.model.Operation;

/** Finds how a layer is written in ONNX. A new kind of layer is one more form in one of the lists. */
final class OnnxLayers {
    private static final List<OnnxForm<?>> FORMS = Stream.of(
                    OnnxConvolutions.FORMS, //
                    OnnxPointwise.FORMS,
                    OnnxSequences.FORMS)
            .<OnnxForm<?>>flatMap(List::stream)
            .toList();

    private OnnxLayers() {}

    /** What stands in the way of writing a layer. */
    static Optional<String> problem(Blueprint.Node node) {
        return find(node.operation()).isPresent()
                ? Optional.empty()
                : Optional.of("layer '%s' (%s) cannot be written to ONNX; these can: %s"
                        .formatted(
                                node.name(),
                                node.operation().getClass().getSimpleName(),
                                FORMS.stream()
                                        .map(f -> f.kind().getSimpleName())
                                        .collect(Collectors.joining(", "))));
    }

    static String write(Blueprint.Node node, OnnxPlace place) {
        return find(node.operation())
                .orElseThrow(() -> new ExportException(problem(node).orElseThrow()))
                .write(node.operation(), place);
    }

    private static Optional<OnnxForm<?>> find(Operation operation) {
        return FORMS.stream()
                .<OnnxForm<?>>map(form -> form)
                .filter(form -> form.fits(operation))
                .findFirst();
    }
}
