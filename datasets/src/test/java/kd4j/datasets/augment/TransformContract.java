package kd4j.datasets.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.data.Transform;
import org.junit.jupiter.api.Test;

/** What every transform with a finite number of views must do; caches of teacher answers rely on it. */
interface TransformContract {
    Transform transform();

    /** A shape that the transform accepts. */
    Shape shape();

    /** How many views there must be for {@link #shape}, counted by hand. */
    long expectedViews();

    @Test
    default void statesItsViews() {
        assertEquals(expectedViews(), transform().views(shape()));
    }

    @Test
    default void everyViewIsDistinct() {
        Set<String> seen = new HashSet<>();
        for (long view = 0; view < expectedViews(); view++) {
            seen.add(Arrays.toString(apply(sample(), view)));
        }
        assertEquals(expectedViews(), seen.size());
    }

    @Test
    default void isAPureFunctionAndWritesEveryValue() {
        for (long view = 0; view < expectedViews(); view++) {
            float[] first = apply(sample(), view);
            assertArrayEquals(first, apply(sample(), view));
            for (float value : first) {
                assertFalse(Float.isNaN(value), "a value was not written");
            }
        }
    }

    @Test
    default void leavesItsInputAlone() {
        float[] in = sample();
        for (long view = 0; view < expectedViews(); view++) {
            apply(in, view);
        }
        assertArrayEquals(sample(), in);
    }

    /** A sample whose values all differ and are not 0. */
    default float[] sample() {
        float[] values = new float[shape().values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    default float[] apply(float[] in, long view) {
        float[] out = new float[transform().output(shape()).values()];
        Arrays.fill(out, Float.NaN);
        transform().apply(shape(), in, out, view);
        return out;
    }
}
