package kd4j.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

class EventFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private EventFile file;

    @BeforeEach
    void begin() throws IOException {
        path = folder.resolve("events.out.tfevents.kd4j");
        file = new EventFile(path);
        file.keepUpTo(0, 1000.5);
    }

    private void addSteps(long... steps) throws IOException {
        for (long step : steps) {
            file.add(1000 + step, step, List.of(new Entry.Scalar("objective", 1.0 / step)));
        }
    }

    @Test
    void the_sum_is_castagnoli_s() {
        // The known answer of RFC 3720, appendix B.4, and of the CRC catalogue for "123456789".
        assertEquals(0xe3069283, Tensorflow.crc("123456789".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void tensorflow_reads_version_scalars_texts_and_times() throws IOException {
        file.add(
                1234.25,
                300,
                List.of(
                        new Entry.Scalar("validation/accuracy", 0.875),
                        new Entry.Scalar("rate", -1e-3),
                        new Entry.Text("recipe", "name: übung\n| a |")));
        List<Event> events = Tensorflow.events(path);
        assertEquals(2, events.size());
        assertEquals("brain.Event:2", events.get(0).getFileVersion());
        assertEquals(1000.5, events.get(0).getWallTime());
        Event event = events.get(1);
        assertEquals(300, event.getStep());
        assertEquals(1234.25, event.getWallTime());
        assertEquals(0.875f, event.getSummary().getValue(0).getSimpleValue());
        assertEquals(-1e-3f, event.getSummary().getValue(1).getSimpleValue());
        Summary.Value text = event.getSummary().getValue(2);
        assertEquals("recipe", text.getTag());
        assertEquals("text", text.getMetadata().getPluginData().getPluginName());
        assertEquals(DataType.DT_STRING, text.getTensor().getDtype());
        assertEquals(1, text.getTensor().getTensorShape().getDim(0).getSize());
        assertEquals("name: übung\n| a |", text.getTensor().getStringVal(0).toStringUtf8());
    }

    @Test
    void tensorflow_reads_histograms() throws IOException {
        float[] numbers = {-1, 0, 0.5f, 1, 3, Float.NaN};
        file.add(1, 7, List.of(new Entry.Spread("gradients/dense/weight", Histogram.of(numbers))));
        HistogramProto histogram =
                Tensorflow.events(path).get(1).getSummary().getValue(0).getHisto();
        assertEquals(-1, histogram.getMin());
        assertEquals(3, histogram.getMax());
        assertEquals(5, histogram.getNum());
        assertEquals(3.5, histogram.getSum());
        assertEquals(11.25, histogram.getSumSquares());
        assertEquals(64, histogram.getBucketLimitCount());
        // Widths are 4 / 64: 0 is the 16th limit, 0.5 the 24th, 1 the 32nd.
        double[] buckets =
                histogram.getBucketList().stream().mapToDouble(b -> b).toArray();
        assertEquals(1, buckets[0]);
        assertEquals(1, buckets[15]);
        assertEquals(1, buckets[23]);
        assertEquals(1, buckets[31]);
        assertEquals(1, buckets[63]);
        assertEquals(5, Arrays.stream(buckets).sum());
        assertEquals(3, histogram.getBucketLimit(63));
    }

    @Test
    void equal_numbers_and_none_have_one_bucket() {
        assertArrayEquals(new double[] {2}, Histogram.of(new float[] {4, 4}).buckets());
        assertArrayEquals(new double[] {4}, Histogram.of(new float[] {4, 4}).limits());
        assertEquals(0, Histogram.of(new float[] {Float.NaN}).count());
    }

    @Test
    void going_on_takes_away_what_lies_behind_the_state_and_repeats_no_step() throws IOException {
        addSteps(10, 20, 30, 300, 400);
        file.keepUpTo(300, 5000);
        addSteps(400, 500);
        assertEquals(
                List.of(10L, 20L, 30L, 300L, 400L, 500L),
                Tensorflow.events(path).stream().skip(1).map(Event::getStep).toList());
        assertEquals(1000.5, Tensorflow.events(path).get(0).getWallTime());
    }

    @Test
    void a_training_that_begins_again_begins_a_file() throws IOException {
        addSteps(10);
        file.keepUpTo(0, 5000);
        assertEquals(
                List.of(5000.0),
                Tensorflow.events(path).stream().map(Event::getWallTime).toList());
    }

    @Test
    void what_a_kill_cut_short_is_taken_away_wherever_the_cut_is() throws IOException {
        addSteps(10, 20);
        byte[] whole = Files.readAllBytes(path);
        addSteps(30);
        byte[] longer = Files.readAllBytes(path);
        for (int size = whole.length; size < longer.length; size++) {
            Files.write(path, Arrays.copyOf(longer, size));
            file.keepUpTo(30, 0);
            assertArrayEquals(whole, Files.readAllBytes(path), "cut at " + size);
        }
    }

    @Test
    void a_changed_byte_ends_what_is_kept() throws IOException {
        addSteps(10, 20);
        byte[] before = Files.readAllBytes(path);
        addSteps(30);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 6] ^= 1;
        Files.write(path, bytes);
        file.keepUpTo(30, 0);
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void nothing_whole_means_a_new_file() throws IOException {
        Files.write(path, new byte[] {1, 2, 3});
        file.keepUpTo(30, 77);
        assertEquals(
                List.of(77.0),
                Tensorflow.events(path).stream().map(Event::getWallTime).toList());
    }
}
