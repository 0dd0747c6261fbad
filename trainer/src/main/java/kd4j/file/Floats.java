package kd4j.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Floats as files hold them: four bytes each, the lowest first. */
public final class Floats {
    private Floats() {}

    /** The bytes of numbers. */
    public static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    /** The bytes of numbers, as text. */
    public static String base64(float[] numbers) {
        return Base64.getEncoder().encodeToString(bytes(numbers));
    }

    /** The numbers of {@link #base64}. */
    public static float[] ofBase64(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    /** The numbers of {@link #bytes}. */
    public static float[] of(byte[] bytes) {
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
