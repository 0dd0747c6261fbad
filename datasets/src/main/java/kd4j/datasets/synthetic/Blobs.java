package kd4j.datasets.synthetic;

import java.util.stream.IntStream;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.Shape;

/**
 * Clouds of points, one a class: {@code x = distance * c + e}, where the centre c of a class and the noise e of a row are
 * drawn from the standard normal distribution. Classes take turns, so every part is balanced.
 *
 * @param classes number of classes
 * @param features numbers in a row
 * @param train training rows
 * @param test test rows
 * @param distance standard deviation of the centres; the noise has 1, so small distances make hard data
 * @param seed chooses centres and noise
 */
@Component("blobs")
public record Blobs(
        @Default("3") int classes,
        @Default("2") int features,
        @Default("600") int train,
        @Default("300") int test,
        @Default("3.0") double distance,
        @Default("1") long seed)
        implements Dataset {
    private static final int CENTRES = 1;
    private static final int ROWS = 2;

    public Blobs {
        Require.positive("classes", classes);
        Require.positive("features", features);
        Require.positive("train", train);
        Require.positive("test", test);
        Require.notNegative("distance", distance);
    }

    @Override
    public Data load(DataPlace place) {
        return Rows.data(
                "blobs",
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                Shape.of(features),
                train,
                test,
                this::row);
    }

    private float[] row(int number, int label) {
        float[] values = new float[features];
        for (int i = 0; i < features; i++) {
            double centre = Noise.gaussian(seed, CENTRES, label, i);
            values[i] = (float) (distance * centre + Noise.gaussian(seed, ROWS, number, i));
        }
        return values;
    }
}
