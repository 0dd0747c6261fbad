package kd4j.compress.quantise;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.quantise.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Looks at what goes through a network on some rows. */
final class Observation {
    private static final int BATCH = 64;

    private final Network network;
    private final INDArray rows;

    Observation(Network network, INDArray rows) {
        this.network = network;
        this.rows = rows;
    }

    /** The numbers at these values, in two looks: where they end, and how they lie between. */
    Map<String, Histogram> histograms(Set<String> values) {
        Map<String, double[]> ends = new LinkedHashMap<>();
        each(values, (value, numbers) -> {
            double[] known =
                    ends.computeIfAbsent(value, v -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
            for (float number : Numbers.of(numbers)) {
                known[0] = Math.min(known[0], number);
                known[1] = Math.max(known[1], number);
            }
        });
        Map<String, Histogram> all = new LinkedHashMap<>();
        ends.forEach((value, known) -> all.put(value, Histogram.empty(known[0], known[1])));
        each(values, (value, numbers) -> all.get(value).add(Numbers.of(numbers)));
        return all;
    }

    /** The mean of each channel at a value. */
    double[] means(String value) {
        double[][] sums = new double[1][];
        each(Set.of(value), (v, numbers) -> {
            long channels = numbers.size(numbers.rank() - 1);
            INDArray flat = numbers.reshape('c', new long[] {numbers.length() / channels, channels});
            double[] part = Channels.numbers(flat.mean(0));
            double share = (double) numbers.size(0) / rows.size(0);
            sums[0] = sums[0] == null ? new double[part.length] : sums[0];
            for (int c = 0; c < part.length; c++) {
                sums[0][c] += part[c] * share;
            }
        });
        return sums[0];
    }

    private void each(Set<String> values, BiConsumer<String, INDArray> look) {
        Set<String> taps = new TreeSet<>(values);
        taps.remove(Blueprint.INPUT);
        for (long from = 0; from < rows.size(0); from += BATCH) {
            INDArray batch = rows.get(NDArrayIndex.interval(from, Math.min(rows.size(0), from + BATCH)))
                    .dup('c');
            if (values.contains(Blueprint.INPUT)) {
                look.accept(Blueprint.INPUT, batch);
            }
            Map<String, INDArray> seen = taps.isEmpty() ? Map.of() : network.forward(batch, taps);
            seen.forEach(look);
            seen.values().forEach(INDArray::close);
            batch.close();
        }
    }
}
