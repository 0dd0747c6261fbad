package kd4j.model.kernel;

/**
 * A rectangular window that slides over an image.
 *
 * @param height pixels from its top to its bottom
 * @param width pixels from its left to its right
 * @param strideY pixels from one position to the next, downwards
 * @param strideX pixels from one position to the next, to the right
 * @param paddingY pixels of border above and below the image each
 * @param paddingX pixels of border left and right of the image each
 */
public record Window(int height, int width, int strideY, int strideX, int paddingY, int paddingX) {
    /** A square window with the same stride and padding in both directions. */
    public static Window square(int size, int stride, int padding) {
        return new Window(size, size, stride, stride, padding, padding);
    }

    /** A window over signals, which are images of height 1. */
    public static Window line(int size, int stride, int padding) {
        return new Window(1, size, 1, stride, 0, padding);
    }

    /** Positions of the window down an image of this height; 0 or less where it does not fit. */
    public int rows(int pixels) {
        return positions(pixels, height, strideY, paddingY);
    }

    /** Positions of the window across an image of this width; 0 or less where it does not fit. */
    public int columns(int pixels) {
        return positions(pixels, width, strideX, paddingX);
    }

    private static int positions(int pixels, int size, int stride, int padding) {
        return Math.floorDiv(pixels + 2 * padding - size, stride) + 1;
    }
}
