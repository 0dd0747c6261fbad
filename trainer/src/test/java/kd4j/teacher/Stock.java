package kd4j.teacher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;

/** Files that {@code experiments/peers/make_teachers.py --samples} wrote, and small data. */
final class Stock {
    private Stock() {}

    static Path file(String name) {
        try {
            return Path.of(Stock.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a CSV file without header. */
    static double[][] table(String name) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Stock.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Samples samples(Shape shape, double[][] table) {
        float[][] rows = Arrays.stream(table)
                .map(row -> {
                    float[] floats = new float[row.length];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = (float) row[i];
                    }
                    return floats;
                })
                .toArray(float[][]::new);
        return MemorySamples.ofFloats(shape, rows, new int[rows.length]);
    }

    /** Row {@code i} is {@code i, i + 0.5}. */
    static Samples rows(int count) {
        return samples(
                Shape.of(2),
                IntStream.range(0, count)
                        .mapToObj(i -> new double[] {i, i + 0.5})
                        .toArray(double[][]::new));
    }

    static Opening opening(Path folder, Samples rows, String... classes) {
        Data data = new Data("rows", List.of(classes), rows, rows.select(new int[] {0, 1}), Map.of());
        return new Opening(new DataPlace(folder, folder), data, List.of(), 1);
    }
}
