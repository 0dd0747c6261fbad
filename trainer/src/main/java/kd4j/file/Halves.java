package kd4j.file;

/** Floats of 16 bits (IEEE 754 binary16), rounded to the nearest, of two as near to the even one. */
public final class Halves {
    /** The first number that rounds to infinity: half a step above the largest, 65504. */
    private static final float TOO_LARGE = 65520;

    private Halves() {}

    /** Whether a number is within the range. */
    public static boolean hold(float value) {
        return Math.abs(value) < TOO_LARGE;
    }

    /** The bits of a number for which {@link #hold} is true. */
    public static short of(float value) {
        float size = Math.abs(value);
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        // Scaled by 2^24 the subnormal halves are the integers; rint rounds ties to even.
        if (size < 0x1.0p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1.0p24));
        }
        int bits = Float.floatToRawIntBits(size);
        int rounded = bits + 0xfff + (bits >>> 13 & 1); // carries into the exponent where it must
        return (short) (sign | (rounded >>> 13) - (112 << 10));
    }

    /** The number that bits stand for. */
    public static float number(short half) {
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float size =
                exponent == 0 ? fraction * 0x1.0p-24f : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        return half < 0 ? -size : size;
    }
}
