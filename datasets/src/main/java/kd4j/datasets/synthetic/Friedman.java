package kd4j.datasets.synthetic;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;

/**
 * A number to predict, Friedman's first function: {@code y = 10 sin(pi x1 x2) + 20 (x3 - 0.5)^2 + 10 x4 + 5 x5 + noise * e}, with
 * {@code x} uniform from 0 to 1 and {@code e} from the standard normal distribution. Further features say nothing about it.
 * Without noise y has mean 14.41 and standard deviation 4.88, so that an RMSE below {@code noise} cannot be reached. Source:
 * Friedman, Multivariate adaptive regression splines, Annals of Statistics 19(1), 1991, section 4.3.
 *
 * @param features numbers in a row, 5 or more
 * @param train training rows
 * @param test test rows
 * @param noise standard deviation of the noise, >= 0
 * @param seed chooses the rows
 */
@Component("friedman")
public record Friedman(
        @Default("10") int features,
        @Default("600") int train,
        @Default("300") int test,
        @Default("1.0") double noise,
        @Default("1") long seed)
        implements Dataset {
    private static final int FEATURES = 3;
    private static final int NOISE = 4;

    public Friedman {
        Require.that(features >= 5, "features", features, "an integer >= 5");
        Require.positive("train", train);
        Require.positive("test", test);
        Require.notNegative("noise", noise);
    }

    @Override
    public Data load(DataPlace place) {
        return new Data("friedman", List.of("y"), part(0, train), part(train, test), Map.of());
    }

    private Samples part(int from, int count) {
        double[][] drawn = IntStream.range(from, from + count)
                .mapToObj(row -> IntStream.range(0, features)
                        .mapToDouble(i -> Noise.uniform(seed, FEATURES, row, i))
                        .toArray())
                .toArray(double[][]::new);
        float[][] rows = new float[count][features];
        double[][] targets = new double[count][];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < features; i++) {
                rows[row][i] = (float) drawn[row][i];
            }
            targets[row] = new double[] {of(drawn[row]) + noise * Noise.gaussian(seed, NOISE, from + row, 0)};
        }
        return MemorySamples.ofTargets(Shape.of(features), rows, targets);
    }

    private static double of(double[] x) {
        double centred = x[2] - 0.5;
        return 10 * StrictMath.sin(Math.PI * x[0] * x[1]) + 20 * centred * centred + 10 * x[3] + 5 * x[4];
    }
}
