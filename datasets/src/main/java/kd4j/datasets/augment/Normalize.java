package kd4j.datasets.augment;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Subtracts a mean and divides by a standard deviation: {@code (x - mean) / sd}, one pair for all values or one for each
 * channel (the last axis; for vectors, each feature). It has one view, so view 0 is the normalised sample. It belongs to
 * {@code data.transforms}.
 *
 * @param mean what is subtracted: one number, or one for each channel
 * @param sd what is divided by, > 0: one number, or one for each channel
 */
@Component("normalize")
public record Normalize(List<Double> mean, List<Double> sd) implements Transform {
    public Normalize {
        mean = List.copyOf(mean);
        sd = List.copyOf(sd);
        Require.that(!mean.isEmpty() && mean.stream().allMatch(Double::isFinite), "mean", mean, "finite numbers");
        Require.that(!sd.isEmpty() && sd.stream().allMatch(d -> d > 0 && Double.isFinite(d)), "sd", sd, "numbers > 0");
    }

    @Override
    public Shape output(Shape input) {
        requireFit("mean", mean.size(), input);
        requireFit("sd", sd.size(), input);
        return input;
    }

    @Override
    public long views(Shape input) {
        return 1;
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        int channels = shape.channels();
        int values = shape.values();
        for (int c = 0; c < channels; c++) {
            double middle = mean.get(Math.min(c, mean.size() - 1));
            double width = sd.get(Math.min(c, sd.size() - 1));
            for (int i = c; i < values; i += channels) {
                out[i] = (float) ((in[i] - middle) / width);
            }
        }
    }

    private static void requireFit(String key, int given, Shape input) {
        if (given != 1 && given != input.channels()) {
            throw new ShapeException("normalize has %d numbers for %s; samples of shape %s need 1 or %d"
                    .formatted(given, key, input, input.channels()));
        }
    }
}
