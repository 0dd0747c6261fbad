package kd4j.datasets.synthetic;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;

/** Turns a rule for one row into a data set whose classes take turns. */
final class Rows {
    private Rows() {}

    /** The values of a row; rows of training and test have different numbers. */
    @FunctionalInterface
    interface Rule {
        float[] row(int number, int label);
    }

    static Data data(String name, List<String> classes, Shape shape, int train, int test, Rule rule) {
        return new Data(
                name,
                classes,
                part(classes.size(), shape, 0, train, rule),
                part(classes.size(), shape, train, test, rule),
                Map.of());
    }

    private static Samples part(int classes, Shape shape, int from, int count, Rule rule) {
        int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
        float[][] rows = IntStream.range(0, count)
                .mapToObj(i -> rule.row(from + i, labels[i]))
                .toArray(float[][]::new);
        return MemorySamples.ofFloats(shape, rows, labels);
    }
}
