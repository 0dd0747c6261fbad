package kd4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as files hold them: four bytes each, the lowest first. */
final class Floats {
    private Floats() {}

    static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    static float[] of(byte[] bytes) {
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
