package kd4j.datasets.augment;

import java.util.Arrays;
import kd4j.component.ShapeException;
import kd4j.data.Shape;

/** Moving an image by whole pixels, in all directions. */
final class Moves {
    private Moves() {}

    /** Refuses samples that are no images. */
    static void requireImage(String name, Shape shape) {
        if (shape.rank() != 3) {
            throw new ShapeException(
                    "%s needs images [height, width, channels]; the samples have shape %s".formatted(name, shape));
        }
    }

    /** Refuses images that could be moved out of sight. */
    static void requireRoom(String name, int pixels, Shape shape) {
        requireImage(name, shape);
        if (pixels >= Math.min(shape.size(0), shape.size(1))) {
            throw new ShapeException("%s by %d pixels leaves nothing of images of %s; allowed: 0 to %d pixels"
                    .formatted(name, pixels, shape, Math.min(shape.size(0), shape.size(1)) - 1));
        }
    }

    static long views(int pixels) {
        long side = 2L * pixels + 1;
        return side * side;
    }

    /** Writes the image moved as view number {@code view} of {@code views(pixels)} says; view 0 does not move. */
    static void apply(Shape shape, float[] in, float[] out, int pixels, long view) {
        long side = 2L * pixels + 1;
        move(shape, in, out, offset(view / side), offset(view % side));
    }

    /** 0, 1, -1, 2, -2 and so on. */
    private static int offset(long index) {
        long half = (index + 1) / 2;
        return (int) (index % 2 == 1 ? half : -half);
    }

    private static void move(Shape shape, float[] in, float[] out, int down, int right) {
        int height = shape.size(0);
        int line = shape.size(1) * shape.channels();
        int ahead = right * shape.channels();
        Arrays.fill(out, 0, height * line, 0);
        for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
            int from = (y - down) * line + Math.max(0, -ahead);
            int to = y * line + Math.max(0, ahead);
            System.arraycopy(in, from, out, to, line - Math.abs(ahead));
        }
    }
}
