package kd4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Floats as files hold them: four bytes each, the lowest first. */
final class Floats {
    private Floats() {}

    static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    static String base64(float[] numbers) {
        return Base64.getEncoder().encodeToString(bytes(numbers));
    }

    static float[] ofBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
