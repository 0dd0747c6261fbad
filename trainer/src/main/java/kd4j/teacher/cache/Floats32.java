package kd4j.teacher.cache;

import java.nio.ByteBuffer;

/** The numbers themselves. */
record Floats32(int values) implements Encoding {
    @Override
    public String name() {
        return "fp32";
    }

    @Override
    public int bytes() {
        return Math.multiplyExact(values, Float.BYTES);
    }

    @Override
    public void write(float[] from, int at, ByteBuffer to) {
        to.asFloatBuffer().put(from, at, values);
    }

    @Override
    public void read(ByteBuffer from, float[] to, int at) {
        from.asFloatBuffer().get(to, at, values);
    }
}
