package kd4j.compress;

import java.util.List;
import java.util.stream.IntStream;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.BatchNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much each channel of a network counts.
 *
 * @param network the network
 * @param channels its channels
 */
record Importance(Network network, Channels channels) {
    /** The mean magnitude of the weights of the kernels that make each channel. */
    double[] magnitudes() {
        double[] sums = new double[channels.count()];
        double[] counts = new double[channels.count()];
        for (Blueprint.Node node : network.blueprint().nodes()) {
            if (Channels.produces(node.operation())) {
                INDArray weight = network.parameter(node.name(), "weight");
                double[] numbers = Weights.numbers(weight);
                int[] at = channels.at(node.name());
                for (int i = 0; i < numbers.length; i++) {
                    int channel = at[kernel(node, weight, i)];
                    sums[channel] += Math.abs(numbers[i]);
                    counts[channel]++;
                }
            }
        }
        return divided(sums, counts);
    }

    /** The kernel that a weight belongs to: the first axis of convolutions, the last one of matrices. */
    private static int kernel(Blueprint.Node node, INDArray weight, int place) {
        long kernels = channels(weight);
        return (int) (weight.rank() == 2 ? place % kernels : place / (weight.length() / kernels));
    }

    private static long channels(INDArray weight) {
        return weight.size(weight.rank() == 2 ? 1 : 0);
    }

    private static double[] divided(double[] sums, double[] counts) {
        return IntStream.range(0, sums.length)
                .mapToDouble(c -> counts[c] == 0 ? 0 : sums[c] / counts[c])
                .toArray();
    }

    /** The mean magnitude of the scales of the batch normalisations that each channel goes through. */
    double[] scales() {
        double[] sums = new double[channels.count()];
        double[] counts = new double[channels.count()];
        for (Blueprint.Node node : norms()) {
            double[] gamma = Weights.numbers(network.parameter(node.name(), "gamma"));
            int[] at = channels.at(node.name());
            for (int i = 0; i < gamma.length; i++) {
                sums[at[i]] += Math.abs(gamma[i]);
                counts[at[i]]++;
            }
        }
        return divided(sums, counts);
    }

    /** The batch normalisations. */
    List<Blueprint.Node> norms() {
        return network.blueprint().nodes().stream()
                .filter(node -> node.operation() instanceof BatchNorm)
                .toList();
    }

    /**
     * By how much the objective would change without each channel, to first order and squared: {@code (sum of gradient * parameter)^2} over
     * scale and shift of its batch normalisations, or, where it has none, over the weights of its kernels.
     */
    double[] changes() {
        boolean[] normed = new boolean[channels.count()];
        double[] sums = new double[channels.count()];
        for (Blueprint.Node node : norms()) {
            int[] at = channels.at(node.name());
            IntStream.of(at).forEach(c -> normed[c] = true);
            for (String name : List.of("gamma", "beta")) {
                double[] products = products(node, name);
                IntStream.range(0, at.length).forEach(i -> sums[at[i]] += products[i]);
            }
        }
        for (Blueprint.Node node : network.blueprint().nodes()) {
            if (Channels.produces(node.operation())) {
                addKernels(node, normed, sums);
            }
        }
        return IntStream.range(0, sums.length)
                .mapToDouble(c -> sums[c] * sums[c])
                .toArray();
    }

    private void addKernels(Blueprint.Node node, boolean[] normed, double[] sums) {
        INDArray weight = network.parameter(node.name(), "weight");
        double[] products = products(node, "weight");
        int[] at = channels.at(node.name());
        for (int i = 0; i < products.length; i++) {
            int channel = at[kernel(node, weight, i)];
            if (!normed[channel]) {
                sums[channel] += products[i];
            }
        }
    }

    /** Each number times its gradient. */
    private double[] products(Blueprint.Node node, String name) {
        Network.Segment segment = network.segments().stream()
                .filter(s ->
                        s.node().equals(node.name()) && s.parameter().name().equals(name))
                .findFirst()
                .orElseThrow();
        double[] numbers = Weights.numbers(Weights.part(network.parameters(), segment));
        double[] gradients = Weights.numbers(Weights.part(network.gradients(), segment));
        return IntStream.range(0, numbers.length)
                .mapToDouble(i -> numbers[i] * gradients[i])
                .toArray();
    }
}
