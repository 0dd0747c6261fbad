package kd4j.track;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.util.Event;

/** Reads event files with TensorFlow's own classes; the frame around messages is taken apart here, its sums computed by the book. */
final class Tensorflow {
    /** The polynomial of CRC-32C, reflected: Castagnoli, IEEE Transactions on Communications 41, 1993. */
    private static final int CASTAGNOLI = 0x82f63b78;

    private Tensorflow() {}

    /** All events. */
    static List<Event> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            int ofLength = bytes.getInt();
            byte[] message = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(message);
            if (ofLength != masked(length) || bytes.getInt() != masked(message)) {
                throw new AssertionError("wrong sum at event " + events.size());
            }
            events.add(Event.parseFrom(message));
        }
        return events;
    }

    static int masked(byte[] bytes) {
        int crc = crc(bytes);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    /** Bit by bit. */
    static int crc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ CASTAGNOLI;
            }
        }
        return ~crc;
    }
}
