package kd4j.compress.quantise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.BatchNorm;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes batch norms part of the convolution or dense layer before them, which alone feeds them: {@code W'[c] = f[c] W[c]} and {@code b'[c] =
 * f[c] (b[c] - mean[c]) + beta[c]} with {@code f[c] = gamma[c] / sqrt(variance[c] + epsilon)} and the running mean and variance. The answers
 * stay the same. The layer keeps its name; that of the batch norm is gone. Source: Jacob et al., arXiv 1712.05877, section 3.2.
 */
public final class Folding {
    private Folding() {}

    /** A copy of a network with folded batch norms, of 32-bit floats, which the caller closes. */
    public static Network of(Network network) {
        Blueprint before = network.blueprint();
        Graph graph = new Graph(before);
        Map<String, String> folded = folded(before, graph);
        Network after = Network.create(plan(before, folded), 0);
        for (Network.Segment segment : after.segments()) {
            String node = segment.node();
            String name = segment.parameter().name();
            if (!folded.containsValue(node)) {
                after.parameter(node, name).assign(network.parameter(node, name));
            }
        }
        folded.forEach((norm, layer) -> fold(network, graph, norm, layer, after));
        return after;
    }

    /** By batch norm, the layer that it becomes part of. */
    private static Map<String, String> folded(Blueprint plan, Graph graph) {
        Map<String, String> folded = new HashMap<>();
        for (Blueprint.Node node : plan.nodes()) {
            String feeds = node.inputs().isEmpty() ? "" : node.inputs().get(0);
            if (node.operation() instanceof BatchNorm
                    && graph.node(feeds) != null
                    && Kinds.withBias(graph.node(feeds).operation()).isPresent()
                    && graph.reader(feeds) == node
                    && !plan.ends().contains(node.name())) {
                folded.put(node.name(), feeds);
            }
        }
        return folded;
    }

    private static Blueprint plan(Blueprint before, Map<String, String> folded) {
        List<Blueprint.Node> nodes = new ArrayList<>();
        for (Blueprint.Node node : before.nodes()) {
            if (!folded.containsKey(node.name())) {
                List<String> inputs = node.inputs().stream()
                        .map(i -> folded.getOrDefault(i, i))
                        .toList();
                nodes.add(new Blueprint.Node(
                        node.name(),
                        folded.containsValue(node.name())
                                ? Kinds.withBias(node.operation()).orElseThrow()
                                : node.operation(),
                        inputs));
            }
        }
        return new Blueprint(before.input(), nodes, before.ends());
    }

    private static void fold(Network from, Graph graph, String norm, String layer, Network to) {
        double epsilon = ((BatchNorm) graph.node(norm).operation()).epsilon();
        double[] gamma = Channels.numbers(from.parameter(norm, "gamma"));
        double[] beta = Channels.numbers(from.parameter(norm, "beta"));
        double[] mean = Channels.numbers(from.parameter(norm, "mean"));
        double[] variance = Channels.numbers(from.parameter(norm, "variance"));
        INDArray weight =
                from.parameter(layer, "weight").castTo(DataType.DOUBLE).dup('c');
        double[] bias =
                hasBias(from, layer) ? Channels.numbers(from.parameter(layer, "bias")) : new double[gamma.length];
        double[] factors = new double[gamma.length];
        for (int c = 0; c < gamma.length; c++) {
            factors[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
            bias[c] = (bias[c] - mean[c]) * factors[c] + beta[c];
        }
        Channels.scale(weight, Channels.outputsLast(graph.node(layer)), factors);
        to.parameter(layer, "weight").assign(weight);
        to.parameter(layer, "bias").assign(Nd4j.createFromArray(bias));
    }

    private static boolean hasBias(Network network, String layer) {
        return network.segments().stream()
                .anyMatch(s -> s.node().equals(layer) && s.parameter().name().equals("bias"));
    }
}
