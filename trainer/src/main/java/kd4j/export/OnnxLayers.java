package kd4j.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;

/** How each kind of layer is written in ONNX. A new kind is one more entry of the table. */
final class OnnxLayers {
    private static final List<Entry<?>> TABLE = List.of();

    /**
     * Where a layer is written.
     *
     * @param graph takes the nodes
     * @param name the layer's name, to be the name of its value
     * @param input the shape that it gets, channels last
     * @param value the name of the value that it gets
     * @param parameters all numbers of the network
     */
    record Place(OnnxGraph graph, String name, Shape input, String value, Parameters parameters) {
        /** Writes one of the layer's parameters. */
        String constant(String parameter) {
            return graph.constant(name + "/" + parameter, parameters.of(name, parameter));
        }
    }

    private interface Mapping<L> {
        /** Writes the layer and answers the name of its value. */
        String write(L layer, Place place);
    }

    private record Entry<L extends Layer>(Class<L> kind, Mapping<L> mapping) {
        String write(Layer layer, Place place) {
            return mapping.write(kind.cast(layer), place);
        }
    }

    private OnnxLayers() {}

    /** What stands in the way of writing a layer. */
    static Optional<String> problem(Blueprint.Node node) {
        return find(node.layer()).isPresent()
                ? Optional.empty()
                : Optional.of("layer '%s' (%s) cannot be written to ONNX; these can: %s"
                        .formatted(
                                node.name(),
                                node.layer().getClass().getSimpleName(),
                                TABLE.stream()
                                        .map(e -> e.kind().getSimpleName())
                                        .collect(Collectors.joining(", "))));
    }

    static String write(Blueprint.Node node, Place place) {
        return find(node.layer())
                .orElseThrow(() -> new ExportException(problem(node).orElseThrow()))
                .write(node.layer(), place);
    }

    private static Optional<Entry<?>> find(Layer layer) {
        return TABLE.stream()
                .<Entry<?>>map(entry -> entry)
                .filter(entry -> entry.kind().isInstance(layer))
                .findFirst();
    }
}
