package kd4j.compress.quantise;

import java.util.ArrayList;
import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.Upsample;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives the channels between two layers like ranges of weights, without another answer: what leaves channel {@code i} of the first is divided
 * by {@code s_i}, and what the second makes of it is multiplied by {@code s_i}, with {@code s_i = sqrt(r1_i r2_i) / r2_i} and {@code r} the
 * largest magnitude of a channel's weights, so that both become {@code sqrt(r1_i r2_i)}. Done for all pairs with only a relu or pooling
 * between them, again and again until nothing changes. Source: Nagel et al., arXiv 1906.04721, section 4.1.
 */
public final class Equalisation {
    private static final int ROUNDS = 40;
    private static final double ENOUGH = 1e-3;

    private Equalisation() {}

    private record Pair(Blueprint.Node first, Blueprint.Node second) {}

    /**
     * Changes a network's weights and biases in place.
     *
     * @param network with folded batch norms
     * @return the pairs that were evened out, such as {@code conv1-conv2}
     */
    public static List<String> of(Network network) {
        List<Pair> pairs = pairs(network.blueprint());
        double change = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && change > ENOUGH; round++) {
            change = 0;
            for (Pair pair : pairs) {
                change = Math.max(change, even(network, pair));
            }
        }
        return pairs.stream()
                .map(p -> p.first().name() + "-" + p.second().name())
                .toList();
    }

    private static List<Pair> pairs(Blueprint plan) {
        Graph graph = new Graph(plan);
        List<Pair> pairs = new ArrayList<>();
        for (Blueprint.Node node : plan.nodes()) {
            Blueprint.Node second = graph.weighted(node) ? graph.reader(node.name()) : null;
            while (second != null && scales(second)) {
                second = graph.reader(second.name());
            }
            if (graph.weighted(second) && !grouped(second, graph.inputs(second).get(0))) {
                pairs.add(new Pair(node, second));
            }
        }
        return pairs;
    }

    /** Whether it gives {@code a y} for {@code a x}, channel by channel, with {@code a > 0}. */
    private static boolean scales(Blueprint.Node node) {
        boolean relu = node.operation() instanceof Activation a && a.function() == Function.RELU;
        boolean pool = Kinds.passes(node.operation()) || Kinds.combines(node.operation());
        boolean moves = node.operation() instanceof Flatten || node.operation() instanceof Upsample;
        return relu || (pool && !moves && node.inputs().size() == 1);
    }

    private static boolean grouped(Blueprint.Node node, Shape input) {
        return node.operation() instanceof Conv2d c && c.groups() > 1 && input.channels() > 1;
    }

    /** Evens a pair out and answers the largest change of a factor from 1. */
    private static double even(Network network, Pair pair) {
        INDArray first = network.parameter(pair.first().name(), "weight");
        INDArray second = network.parameter(pair.second().name(), "weight");
        boolean last = Channels.outputsLast(pair.first());
        int inputs =
                pair.second().operation() instanceof DepthwiseConv2d || Channels.outputsLast(pair.second()) ? 0 : 1;
        double[] r1 = Channels.largest(first, last ? first.rank() - 1 : 0);
        double[] r2 = Channels.largest(second, inputs);
        double[] down = new double[r1.length];
        double[] up = new double[r1.length];
        double change = 0;
        for (int i = 0; i < r1.length; i++) {
            boolean dead = r1[i] == 0 || r2[i] == 0;
            up[i] = dead ? 1 : Math.sqrt(r1[i] * r2[i]) / r2[i];
            down[i] = 1 / up[i];
            change = Math.max(change, Math.abs(up[i] - 1));
        }
        Channels.scale(first, last, down);
        network.segments().stream()
                .filter(s -> s.node().equals(pair.first().name())
                        && s.parameter().name().equals("bias"))
                .forEach(s -> Channels.along(network.parameter(s.node(), "bias"), 0, down));
        Channels.along(second, inputs, up);
        return change;
    }
}
