package kd4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Expected numbers: the definition in {@link Seeds}' Javadoc, calculated with Python's integers. */
class TransformChainTest {
    private static final Shape ONE = Shape.of(1);

    /** Appends its view to the number that comes in, as a decimal digit. */
    private record Digit(long count) implements Transform {
        @Override
        public long views(Shape input) {
            return count;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            out[0] = in[0] * 10 + Math.floorMod(view, 10L);
        }
    }

    @Test
    void theFirstTransformHasTheLowestDigit() {
        TransformChain chain = new TransformChain(List.of(new Digit(2), new Digit(3), new Digit(4)), ONE);
        assertEquals(24, chain.views());
        // 17 = 1 + 2 * (2 + 3 * 2)
        assertEquals(122, apply(chain, 17));
        assertEquals(
                24,
                LongStream.range(0, 24)
                        .mapToObj(v -> apply(chain, v))
                        .distinct()
                        .count());
    }

    @Test
    void anEmptyChainChangesNothing() {
        TransformChain chain = new TransformChain(List.of(), Shape.of(2));
        assertArrayEquals(new float[] {3, 4}, chain.apply(new float[] {3, 4}, 0));
        assertEquals(1, chain.views());
        assertEquals(0, chain.view(7, 2, 1));
    }

    @Test
    void viewsDependOnSeedEpochAndId() {
        TransformChain chain = new TransformChain(List.of(new Digit(81), new Digit(2)), ONE);
        assertArrayEquals(
                new long[] {140, 45, 11, 81, 86},
                LongStream.range(0, 5).map(id -> chain.view(7, 2, (int) id)).toArray());
    }

    @Test
    void unlimitedViewsGiveEveryTransformItsOwnNumber() {
        TransformChain chain = new TransformChain(List.of(new Digit(Transform.UNLIMITED), new Digit(4)), ONE);
        assertEquals(Transform.UNLIMITED, chain.views());
        // f(5 + g) = 0x63033b0ca389c35a = 7134653149171106650; f(5 + g + 1) mod 4 = 0
        assertEquals(Math.floorMod(0x63033b0ca389c35aL, 10L) * 10, apply(chain, 5));
        assertEquals(0, apply(chain, 0));
    }

    @Test
    void aProductThatNoLongHoldsIsUnlimited() {
        Digit many = new Digit(1L << 32);
        assertEquals(1L << 62, new TransformChain(List.of(many, new Digit(1L << 30)), ONE).views());
        assertEquals(Transform.UNLIMITED, new TransformChain(List.of(many, many), ONE).views());
    }

    private static int apply(TransformChain chain, long view) {
        return (int) chain.apply(new float[1], view)[0];
    }
}
