package kd4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes of one sample, without the batch. Vectors are {@code [features]}, signals {@code [time, channels]}, images
 * {@code [height, width, channels]}: channels come last everywhere inside KD4J.
 *
 * @param sizes the size of each axis, all 1 or more
 */
public record Shape(List<Integer> sizes) {
    public Shape {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException("A shape needs axes of size 1 or more, given " + sizes);
        }
    }

    public static Shape of(int... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    public int rank() {
        return sizes.size();
    }

    public int size(int axis) {
        return sizes.get(axis);
    }

    /** The last axis. */
    public int channels() {
        return sizes.get(sizes.size() - 1);
    }

    /** Values in one sample. */
    public int values() {
        int values = 1;
        for (int size : sizes) {
            values = Math.multiplyExact(values, size);
        }
        return values;
    }

    /** The sizes of an array that holds that many samples. */
    public long[] batch(long rows) {
        long[] all = new long[sizes.size() + 1];
        all[0] = rows;
        for (int i = 0; i < sizes.size(); i++) {
            all[i + 1] = sizes.get(i);
        }
        return all;
    }

    /** As people write it: {@code 28x28x1}. */
    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
