package kd4j.compress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.Parameter;

/**
 * How large a network is.
 *
 * @param parameters trained numbers
 * @param nonZeros those of them that are not 0
 * @param macs multiply-accumulate operations for one sample
 * @param nonZeroMacs those of them whose weight is not 0, which code for sparse weights has to do: each layer's, by the share of its
 *     weights
 */
public record Footprint(long parameters, long nonZeros, long macs, long nonZeroMacs) {
    /** The share of the trained numbers that are 0. */
    public double sparsity() {
        return parameters == 0 ? 0 : 1 - (double) nonZeros / parameters;
    }

    /** Counts. */
    public static Footprint of(Network network) {
        long parameters = 0;
        long nonZeros = 0;
        Map<String, long[]> weights = new HashMap<>();
        for (Network.Segment s : network.segments()) {
            if (s.parameter().role() != Parameter.Role.STATISTIC) {
                long zeros =
                        Weights.zeros(network.parameter(s.node(), s.parameter().name()));
                long length = s.to() - s.from();
                parameters += length;
                nonZeros += length - zeros;
                if (s.parameter().role() == Parameter.Role.WEIGHT) {
                    long[] counts = weights.computeIfAbsent(s.node(), node -> new long[2]);
                    counts[0] += length;
                    counts[1] += length - zeros;
                }
            }
        }
        return new Footprint(
                parameters, nonZeros, network.blueprint().macs(), nonZeroMacs(network.blueprint(), weights));
    }

    private static long nonZeroMacs(Blueprint blueprint, Map<String, long[]> weights) {
        Map<String, List<Shape>> inputs = blueprint.inputs();
        long sum = 0;
        for (Blueprint.Node node : blueprint.nodes()) {
            long[] counts = weights.getOrDefault(node.name(), new long[] {1, 1});
            sum += Math.round((double) node.operation().macs(inputs.get(node.name())) * counts[1] / counts[0]);
        }
        return sum;
    }
}
