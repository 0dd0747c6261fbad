package kd4j.teacher.cache;

import java.nio.ByteBuffer;

/** Each number rounded to the nearest of 16 bits (IEEE 754 binary16, ties to even). */
record Floats16(int values) implements Encoding {
    /** The first number that rounds to infinity: half a step above the largest, 65504. */
    private static final float TOO_LARGE = 65520;

    @Override
    public String name() {
        return "fp16";
    }

    @Override
    public int bytes() {
        return Math.multiplyExact(values, Short.BYTES);
    }

    @Override
    public void write(float[] from, int at, ByteBuffer to) {
        for (int i = 0; i < values; i++) {
            to.putShort(half(from[at + i]));
        }
    }

    @Override
    public void read(ByteBuffer from, float[] to, int at) {
        for (int i = 0; i < values; i++) {
            to[at + i] = number(from.getShort());
        }
    }

    static short half(float value) {
        float size = Math.abs(value);
        if (!(size < TOO_LARGE)) {
            throw new CacheException(
                    "teacher-cache: the teacher answered %s, which 16 bits cannot hold; allowed: up to 65504. Use fp32."
                            .formatted(value));
        }
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        // Scaled by 2^24 the subnormal halves are the integers; rint rounds ties to even.
        if (size < 0x1.0p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1.0p24));
        }
        int bits = Float.floatToRawIntBits(size);
        int rounded = bits + 0xfff + (bits >>> 13 & 1); // carries into the exponent where it must
        return (short) (sign | (rounded >>> 13) - (112 << 10));
    }

    static float number(short half) {
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float size =
                exponent == 0 ? fraction * 0x1.0p-24f : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        return half < 0 ? -size : size;
    }
}
