package kd4j.compress.quantise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.quantise.ChannelGrids;
import kd4j.model.quantise.FakeQuantise;
import kd4j.model.quantise.Grid;
import kd4j.model.quantise.QuantisedWeights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The grids of a network that rounds. */
public final class Grids {
    private static final double MOST = Integer.MAX_VALUE;

    private final Network network;
    private final Map<String, Grid> values = new HashMap<>();

    private Grids(Network network) {
        this.network = network;
        for (Blueprint.Node node : network.blueprint().nodes()) {
            if (node.operation() instanceof FakeQuantise rounding && isSet(node.name())) {
                values.put(node.name(), grid(node.name(), rounding));
            } else if (Kinds.passes(node.operation())
                    && values.containsKey(node.inputs().get(0))) {
                values.put(node.name(), values.get(node.inputs().get(0)));
            }
        }
    }

    /** Reads the grids that a network has now. */
    public static Grids of(Network network) {
        return new Grids(network);
    }

    /** Whether a network has layers that round. */
    public static boolean rounds(Blueprint plan) {
        return plan.nodes().stream().anyMatch(n -> n.operation() instanceof FakeQuantise);
    }

    private boolean isSet(String node) {
        return FakeQuantise.isSet(network.parameter(node, FakeQuantise.ZERO));
    }

    private Grid grid(String node, FakeQuantise rounding) {
        return FakeQuantise.grid(
                network.parameter(node, FakeQuantise.SCALE),
                network.parameter(node, FakeQuantise.ZERO),
                rounding.learned() ? network.parameter(node, FakeQuantise.STRETCH) : null);
    }

    /** The grid on which all numbers of a value lie; empty where they are not rounded. */
    public Optional<Grid> of(String value) {
        return Optional.ofNullable(values.get(value));
    }

    /** The grids of a layer's weights. */
    public ChannelGrids weights(Blueprint.Node node) {
        return ((QuantisedWeights) node.operation()).grids(network.parameter(node.name(), QuantisedWeights.WEIGHT));
    }

    /** The step of each bias, with which it can be added to the sums of a layer's 8-bit products: the input's times the weights'. */
    public double[] biasScales(Blueprint.Node node) {
        double input = of(node.inputs().get(0))
                .orElseThrow(() -> new QuantiseException(
                        "layer '%s' reads numbers that were never rounded; its grid was set by no training step. Let quantise begin earlier"
                                .formatted(node.name())))
                .scale();
        float[] scales = weights(node).scales();
        double[] all = new double[scales.length];
        Arrays.setAll(all, c -> input * scales[c]);
        return all;
    }

    /** A layer's biases in steps of {@link #biasScales}; null where it has none. */
    public int[] biases(Blueprint.Node node) {
        if (network.segments().stream()
                .noneMatch(s ->
                        s.node().equals(node.name()) && s.parameter().name().equals("bias"))) {
            return null;
        }
        double[] biases = Channels.numbers(network.parameter(node.name(), "bias"));
        double[] scales = biasScales(node);
        int[] steps = new int[biases.length];
        for (int c = 0; c < steps.length; c++) {
            double step = Math.rint(biases[c] / scales[c]);
            if (!(Math.abs(step) <= MOST)) {
                throw new QuantiseException(
                        "layer '%s', channel %d: its bias %s is %s steps of %s, which 32 bits do not hold. Its weights or its input are all but 0: train it again with a lower rate, or leave the layer out with the key layers of quantise"
                                .formatted(node.name(), c, biases[c], step, scales[c]));
            }
            steps[c] = (int) step;
        }
        return steps;
    }

    /** Rounds all biases of quantised layers to their steps, as the file will have them. */
    public void roundBiases() {
        for (Blueprint.Node node : network.blueprint().nodes()) {
            int[] steps = node.operation() instanceof QuantisedWeights ? biases(node) : null;
            if (steps != null) {
                double[] scales = biasScales(node);
                INDArray bias = network.parameter(node.name(), "bias");
                for (int c = 0; c < steps.length; c++) {
                    bias.putScalar(c, steps[c] * scales[c]);
                }
            }
        }
    }
}
