package kd4j.model.kernel;

/**
 * A square window that slides over an image.
 *
 * @param size side of the window in pixels
 * @param stride pixels from one position to the next
 * @param padding pixels of border on each of the four sides, outside of the image
 */
public record Window(int size, int stride, int padding) {
    /** Positions of the window along a side of this many pixels; 0 or less where it does not fit. */
    public int positions(int pixels) {
        return Math.floorDiv(pixels + 2 * padding - size, stride) + 1;
    }
}
