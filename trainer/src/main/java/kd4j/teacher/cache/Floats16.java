package kd4j.teacher.cache;

import java.nio.ByteBuffer;
import kd4j.file.Halves;

/** Each number rounded to the nearest of 16 bits (IEEE 754 binary16, ties to even). */
record Floats16(int values) implements Encoding {
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
        if (!Halves.hold(value)) {
            throw new CacheException(
                    "teacher-cache: the teacher answered %s, which 16 bits cannot hold; allowed: up to 65504. Use fp32."
                            .formatted(value));
        }
        return Halves.of(value);
    }

    static float number(short half) {
        return Halves.number(half);
    }
}
