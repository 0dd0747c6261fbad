package kd4j.model.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Join;
import kd4j.model.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks as DL4J sees them, which is how they are saved: a plan becomes a graph of DL4J, and such a graph a plan. */
public final class Graphs {
    private Graphs() {}

    /** A graph made after a plan; all its parameters are 0. */
    public static ComputationGraph of(Blueprint blueprint, DataType type) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .graphBuilder()
                .addInputs(Blueprint.INPUT)
                .setOutputs(Blueprint.LOGITS);
        Map<String, List<Shape>> inputs = blueprint.inputs();
        blueprint.nodes().forEach(node -> add(builder, node, inputs.get(node.name())));
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    private static void add(GraphBuilder builder, Blueprint.Node node, List<Shape> inputs) {
        String[] names = node.inputs().toArray(new String[0]);
        if (node.operation() instanceof Layer layer) {
            boolean first = node.inputs().contains(Blueprint.INPUT);
            builder.addLayer(node.name(), new LayerConf(layer, inputs.get(0), !first), names);
        } else {
            builder.addVertex(node.name(), new JoinConf((Join) node.operation(), inputs), names);
        }
    }

    /** Whether all pieces of a graph are KD4J's. */
    public static boolean areOurs(ComputationGraph graph) {
        return graph.getConfiguration().getVertices().values().stream()
                .allMatch(v -> v instanceof JoinConf || layer(v) instanceof LayerConf);
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(GraphVertex vertex) {
        return vertex instanceof LayerVertex own ? own.getLayerConf().getLayer() : null;
    }

    /** The plan that a graph of KD4J's pieces was made after. */
    public static Blueprint blueprint(ComputationGraph graph) {
        ComputationGraphConfiguration conf = graph.getConfiguration();
        Blueprint.Builder plan = Blueprint.of(input(conf));
        conf.getVertices().forEach((name, vertex) -> {
            String[] inputs = conf.getVertexInputs().get(name).toArray(new String[0]);
            plan.add(name, vertex instanceof JoinConf own ? own.join() : ((LayerConf) layer(vertex)).layer(), inputs);
        });
        return plan.build();
    }

    private static Shape input(ComputationGraphConfiguration conf) {
        return conf.getVertices().entrySet().stream()
                .map(e -> seen(e.getValue(), conf.getVertexInputs().get(e.getKey())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Shape> seen(GraphVertex vertex, List<String> inputs) {
        int place = inputs.indexOf(Blueprint.INPUT);
        if (place < 0) {
            return Optional.empty();
        }
        return Optional.of(
                vertex instanceof JoinConf own ? own.shapes().get(place) : ((LayerConf) layer(vertex)).shape());
    }

    /** A parameter of one layer of a graph: the graph's own memory. */
    public static INDArray parameter(ComputationGraph graph, String layer, String name) {
        return graph.getLayer(layer).getParam(name);
    }
}
