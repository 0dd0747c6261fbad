package kd4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

/** Reads event files with TensorFlow's own classes. The sums around messages are looked at in the tests of the trainer. */
final class TensorBoardFile {
    private static final int SUM = Integer.BYTES;

    private TensorBoardFile() {}

    static List<Event> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] message = new byte[Math.toIntExact(bytes.getLong())];
            bytes.position(bytes.position() + SUM);
            bytes.get(message);
            bytes.position(bytes.position() + SUM);
            events.add(Event.parseFrom(message));
        }
        return events;
    }

    /** Step and value of each event that has the tag. */
    static List<String> scalars(Path file, String tag) throws IOException {
        List<String> found = new ArrayList<>();
        for (Event event : events(file)) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                if (value.getTag().equals(tag)) {
                    found.add(event.getStep() + ":" + value.getSimpleValue());
                }
            }
        }
        return found;
    }
}
