package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.edge.Step;
import org.junit.jupiter.api.Test;

/** The runtime on the device prepares rows to the bits that the student was trained with. */
class EdgeStepsTest {
    private final Random random = new Random(5);

    private void assertSame(Transform transform, Step step, int... sizes) {
        Shape shape = Shape.of(sizes);
        for (int repeat = 0; repeat < 20; repeat++) {
            float[] row = new float[shape.values()];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
            }
            float[] expected = new float[transform.output(shape).values()];
            transform.apply(shape, row.clone(), expected, 0);
            assertArrayEquals(expected, step.apply(row, sizes), transform.toString());
        }
        assertEquals(
                transform.output(shape).sizes(),
                Arrays.stream(step.output(sizes)).boxed().toList());
    }

    @Test
    void normalize() {
        assertSame(
                new Normalize(List.of(0.1307), List.of(0.3081)),
                new Step.Normalize(List.of(0.1307), List.of(0.3081)),
                7,
                5,
                3);
        List<Double> mean = List.of(0.4914, 0.4822, 0.4465);
        List<Double> sd = List.of(0.247, 0.2435, 0.2616);
        assertSame(new Normalize(mean, sd), new Step.Normalize(mean, sd), 7, 5, 3);
        assertSame(new Normalize(mean, List.of(0.3)), new Step.Normalize(mean, List.of(0.3)), 9, 3);
    }

    @Test
    void scale() {
        assertSame(new Scale(1 / 255.0), new Step.Scale(1 / 255.0), 11);
    }

    @Test
    void repeat_channels() {
        assertSame(new RepeatChannels(3), new Step.RepeatChannels(3), 4, 6, 1);
    }

    @Test
    void resize() {
        assertSame(new ResizeTo(5, 9), new Step.Resize(5, 9), 8, 7, 2);
        assertSame(new ResizeTo(32, 32), new Step.Resize(32, 32), 28, 28, 1);
        assertSame(new ResizeTo(3, 40), new Step.Resize(3, 40), 17, 13, 3);
    }
}
