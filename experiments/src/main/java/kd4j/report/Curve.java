package kd4j.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A figure by epoch, over the seeds of an arm.
 *
 * @param name as the legend says it
 * @param tone which colour and dash of the page it has
 * @param seeds the figure by epoch, for each seed
 */
record Curve(String name, int tone, List<List<Double>> seeds) {
    Curve {
        seeds = List.copyOf(seeds);
    }

    /** Epochs of the longest training. */
    int epochs() {
        return seeds.stream().mapToInt(List::size).max().orElse(0);
    }

    List<Double> mean() {
        return byEpoch(figures -> figures.average().orElseThrow());
    }

    List<Double> low() {
        return byEpoch(figures -> figures.min().orElseThrow());
    }

    List<Double> high() {
        return byEpoch(figures -> figures.max().orElseThrow());
    }

    /** A seed that stopped early is left out of the epochs that it has not. */
    private List<Double> byEpoch(ToDoubleFunction<DoubleStream> figure) {
        return IntStream.range(0, epochs())
                .mapToObj(epoch -> figure.applyAsDouble(
                        seeds.stream().filter(seed -> seed.size() > epoch).mapToDouble(seed -> seed.get(epoch))))
                .toList();
    }
}
