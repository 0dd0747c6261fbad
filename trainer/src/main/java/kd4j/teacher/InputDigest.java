package kd4j.teacher;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import kd4j.data.Samples;
import kd4j.file.Sha256;

/** SHA-256 of all values of some rows, in their order, as 32-bit little-endian floats, channels last. */
final class InputDigest {
    private InputDigest() {}

    static String of(Samples rows) {
        MessageDigest digest = Sha256.begin();
        float[] values = new float[rows.shape().values()];
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows.size(); row++) {
            rows.read(row, values, 0);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return Sha256.end(digest);
    }

    static void mustBe(String given, Samples rows, Path file) {
        String found = of(rows);
        if (!found.equals(given)) {
            throw new TeacherException(
                    "%s: its answers are for rows with SHA-256 %s, these %d rows of %s have %s: other rows, another order or another scale of the values. Answer these rows"
                            .formatted(file, given, rows.size(), rows.shape(), found));
        }
    }
}
