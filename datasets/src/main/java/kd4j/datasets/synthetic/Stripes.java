package kd4j.datasets.synthetic;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.Shape;

/**
 * Small grey images of stripes two pixels wide, whose direction is the class: {@code horizontal}, {@code vertical}, {@code
 * falling}, {@code rising}. Each image starts its stripes at one of four places and has Gaussian noise on top: {@code x =
 * stripe + noise * e}, stripe 0 or 1. Convolutions learn it in seconds. Mirroring turns falling into rising stripes, so it
 * also shows an augmentation that does harm.
 *
 * @param size height and width, 4 or more
 * @param train training rows
 * @param test test rows
 * @param noise standard deviation of the noise, >= 0
 * @param seed chooses places and noise
 */
@Component("stripes")
public record Stripes(
        @Default("8") int size,
        @Default("800") int train,
        @Default("400") int test,
        @Default("0.5") double noise,
        @Default("1") long seed)
        implements Dataset {
    private static final List<String> CLASSES = List.of("horizontal", "vertical", "falling", "rising");
    private static final int PERIOD = 4;
    private static final int PLACES = 3;
    private static final int ROWS = 4;

    public Stripes {
        Require.that(size >= PERIOD, "size", size, "an integer >= " + PERIOD);
        Require.positive("train", train);
        Require.positive("test", test);
        Require.notNegative("noise", noise);
    }

    @Override
    public Data load(DataPlace place) {
        return Rows.data("stripes", CLASSES, Shape.of(size, size, 1), train, test, this::row);
    }

    private float[] row(int number, int label) {
        int start = Noise.below(PERIOD, seed, PLACES, number, 0);
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            int across = across(label, i / size, i % size) + start;
            int stripe = Math.floorMod(across, PERIOD) < PERIOD / 2 ? 1 : 0;
            values[i] = (float) (stripe + noise * Noise.gaussian(seed, ROWS, number, i));
        }
        return values;
    }

    private static int across(int label, int y, int x) {
        return switch (label) {
            case 0 -> y;
            case 1 -> x;
            case 2 -> x - y;
            default -> x + y;
        };
    }
}
