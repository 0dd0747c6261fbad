package kd4j.model.onnx;

import java.util.stream.IntStream;
import kd4j.data.Shape;

/**
 * The order of axes outside: users of ONNX expect {@code [batch, channels, height, width]}, while channels come last inside
 * KD4J. Vectors are the same in both.
 */
public final class Layout {
    private Layout() {}

    /** A sample's sizes with the channels first. */
    public static long[] channelsFirst(Shape shape) {
        return IntStream.range(0, shape.rank())
                .mapToLong(i -> shape.size(i == 0 ? shape.rank() - 1 : i - 1))
                .toArray();
    }

    /** The sample shape that has these sizes when its channels are first. */
    public static Shape ofChannelsFirst(long[] sizes) {
        int[] last = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            last[i] = Math.toIntExact(sizes[(i + 1) % sizes.length]);
        }
        return Shape.of(last);
    }

    /** Permutation of a batch from channels first to channels last: {@code 0, 2, 3, 1} for images. */
    public static long[] toLast(Shape shape) {
        int rank = shape.rank();
        return IntStream.rangeClosed(0, rank)
                .mapToLong(i -> i == 0 ? 0 : i == rank ? 1 : i + 1)
                .toArray();
    }

    /** Permutation of a batch from channels last to channels first: {@code 0, 3, 1, 2} for images. */
    public static int[] toFirst(Shape shape) {
        int rank = shape.rank();
        return IntStream.rangeClosed(0, rank)
                .map(i -> i == 0 ? 0 : i == 1 ? rank : i - 1)
                .toArray();
    }

    /** Whether both orders put the values of a sample in the same sequence. */
    public static boolean sameOrder(Shape shape) {
        return shape.channels() == 1 || shape.values() == shape.channels();
    }
}
