package kd4j.datasets.augment;

import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;

/**
 * Writes the only channel of a sample several times, so that grey images suit a teacher for colour images. It has one view.
 *
 * @param times channels that come out, such as 3
 */
@Component("repeat-channels")
public record RepeatChannels(int times) implements Transform {
    public RepeatChannels {
        Require.that(times > 1, "times", times, "an integer >= 2");
    }

    @Override
    public Shape output(Shape input) {
        if (input.rank() < 2 || input.channels() != 1) {
            throw new ShapeException(
                    "repeat-channels takes samples of one channel, the samples have shape %s".formatted(input));
        }
        int[] sizes = input.sizes().stream().mapToInt(s -> s).toArray();
        sizes[sizes.length - 1] = times;
        return Shape.of(sizes);
    }

    @Override
    public long views(Shape input) {
        return 1;
    }

    @Override
    public void apply(Shape shape, float[] in, float[] out, long view) {
        for (int i = 0; i < out.length; i++) {
            out[i] = in[i / times];
        }
    }
}
