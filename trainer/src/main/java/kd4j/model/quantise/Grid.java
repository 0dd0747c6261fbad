package kd4j.model.quantise;

import kd4j.component.Require;

/**
 * The numbers that 8 bits without a sign stand for: {@code x = (q - zero) * scale} with {@code q} from 0 to 255. Zero itself is always one
 * of them, so that borders and relus stay exact. Source: Jacob et al., arXiv 1712.05877, section 2.1.
 *
 * @param scale from one number to the next, > 0
 * @param zero the {@code q} of 0, from 0 to 255
 */
public record Grid(float scale, int zero) {
    /** The largest {@code q}. */
    public static final int HIGHEST = 255;

    public Grid {
        Require.that(scale > 0 && Float.isFinite(scale), "scale", scale, "a number > 0");
        Require.that(zero >= 0 && zero <= HIGHEST, "zero", zero, "an integer from 0 to 255");
    }

    /** The grid over a range, which is widened to hold 0, and moved by less than half a step so that 0 is on the grid. */
    public static Grid over(double low, double high) {
        double from = Math.min(0, low);
        double to = Math.max(0, high);
        float scale = (float) ((to - from) / HIGHEST);
        // Of a range too narrow for floats, such as that of an array of zeros, nothing but 0 is left.
        return scale >= Float.MIN_NORMAL
                ? new Grid(scale, (int) Math.rint(Math.min(HIGHEST, -from / scale)))
                : new Grid(1f / HIGHEST, 0);
    }

    /** The {@code q} of the nearest number on the grid; of two that are as near, the even one; beyond its ends, the end. */
    public int quantised(float x) {
        return (int) Math.max(0, Math.min(HIGHEST, Math.rint(x / scale) + zero));
    }

    /** The number that {@code q} stands for. */
    public float number(int q) {
        return (q - zero) * scale;
    }

    /** The nearest number on the grid. */
    public float rounded(float x) {
        return number(quantised(x));
    }

    /** The smallest number on the grid. */
    public float lowest() {
        return number(0);
    }

    /** The largest number on the grid. */
    public float highest() {
        return number(HIGHEST);
    }
}
