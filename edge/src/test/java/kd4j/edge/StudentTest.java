package kd4j.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Right answers are sums by hand in {@link Sample#rightAnswers}, or here in double precision. */
class StudentTest {
    @TempDir
    Path folder;

    @Test
    void answers_from_raw_values() throws IOException {
        Path file = Files.write(folder.resolve("student.kd4j"), new Sample().packed());
        try (Student student = Student.open(file)) {
            Answer answer = student.predict(new float[] {3, 5}); // prepared: 1, 2; scores: 7.25, -2, -2
            assertArrayEquals(new float[] {7.25f, -2, -2}, answer.scores(), 1e-6f);
            assertEquals(Optional.of("left"), answer.label());
            assertEquals("left", answer.mostProbable());
            assertEquals(0, answer.threshold());
            assertEquals(0, answer.index());
            assertEquals(1 / (1 + 2 * Math.exp(-9.25)), answer.probability(), 1e-6);
            assertEquals(List.of("left", "right", "none"), answer.labels());
            assertTrue(answer.accepted());
        }
    }

    @Test
    void answers_several_rows_as_one_by_one() {
        try (Student student = Student.open(new Sample().packed())) {
            assertArrayEquals(Sample.rightAnswers(), student.scores(Sample.QUESTIONS), 1e-5f);
        }
    }

    @Test
    void opens_streams_and_leaves_them_open() throws IOException {
        boolean[] closed = {false};
        InputStream in = new ByteArrayInputStream(new Sample().packed()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (Student student = Student.open(in)) {
            assertEquals(3, student.replay().rows());
        }
        assertFalse(closed[0]);
    }

    @Test
    void replay_finds_answers_that_differ() {
        float[] other = Sample.rightAnswers();
        other[4] += 0.01f;
        Sample sample = new Sample().put("golden-outputs.f32", TinyOnnx.floats(other));
        try (Student student = Student.open(sample.packed())) {
            Replay replay = student.replay();
            assertFalse(replay.passed());
            assertEquals(0.01, replay.maxAbsDiff(), 1e-5);
            assertEquals(1, replay.worstRow());
        }
    }

    /** The zero of the matrix is left out; ONNX Runtime puts it back. */
    @Test
    void weights_may_be_stored_without_their_zeros() {
        float[] numbers = {1, -2, 0.5f, 3, -1};
        Sample sample = new Sample()
                .put(
                        "model.onnx",
                        TinyOnnx.sparse(3, new long[] {2, 3}, numbers, TinyOnnx.places(0, 1, 2, 3, 5), Sample.BIAS));
        try (Student student = Student.open(sample.packed())) {
            assertArrayEquals(Sample.rightAnswers(), student.scores(Sample.QUESTIONS));
        }
    }

    @Test
    void thresholds_decide_what_is_accepted() {
        Sample sample = new Sample().put("thresholds.txt", "0.9999\n0\n0.5\n");
        try (Student student = Student.open(sample.packed())) {
            Answer below = student.predict(new float[] {3, 5});
            assertFalse(below.accepted(), "0.9998 is below 0.9999");
            assertEquals(Optional.empty(), below.label());
            assertEquals("left", below.mostProbable());
            assertEquals(0.9999f, below.threshold());
            assertEquals("nothing recognised (left 1.0, accepted from 1.0)", below.toString());
            assertTrue(student.predict(new float[] {-9, 1}).accepted());
        }
    }

    /**
     * Golden rows by hand: scores (0.25, 0, -0.5), (7.25, -2, -2.5) and (1.75, 2, -1.5), so the most probable classes have 0.457, 0.9998 and
     * 0.554.
     */
    @Test
    void golden_rows_are_held_to_their_thresholds() {
        try (Student student = Student.open(new Sample().packed())) {
            assertEquals(3, student.replay().accepted(), "without thresholds all are");
        }
        try (Student student = Student.open(
                new Sample().put("thresholds.txt", "0.5\n0.5\n0.5\n").packed())) {
            Replay replay = student.replay();
            assertEquals(2, replay.accepted());
            assertEquals(0, replay.misjudged());
            assertTrue(replay.passed());
        }
        float[] unlike = Sample.rightAnswers();
        unlike[0] = 3; // accepted, where the network's own answer is not
        Sample sample = new Sample()
                .put("thresholds.txt", "0.5\n0.5\n0.5\n")
                .put("golden-outputs.f32", TinyOnnx.floats(unlike));
        try (Student student = Student.open(sample.packed())) {
            assertEquals(1, student.replay().misjudged());
            assertFalse(student.replay().passed());
        }
    }

    @Test
    void predicts_numbers() {
        Sample sample = new Sample().facts("answers classes", "answers numbers");
        try (Student student = Student.open(sample.packed())) {
            assertArrayEquals(new float[] {0.25f, 0, -0.5f}, student.scores(new float[] {1, 1}), 1e-6f);
            String message = assertThrows(BundleException.class, () -> student.predict(new float[] {1, 1}))
                    .getMessage();
            assertTrue(message.contains("predicts the numbers [left, right, none]"), message);
        }
    }

    @Test
    void refuses_rows_that_do_not_fit() {
        try (Student student = Student.open(new Sample().packed())) {
            assertMessage("given 3 values; a row has 2", () -> student.predict(new float[3]));
            assertMessage("no whole rows of 2", () -> student.scores(new float[3]));
            assertMessage("value 1 of row 0 is NaN", () -> student.predict(new float[] {0, Float.NaN}));
            assertMessage("allowed are rows [time]", () -> student.stream(0));
        }
        assertMessage("cannot be read", () -> Student.open(folder.resolve("none.kd4j")));
    }

    @Test
    void a_bundle_without_end_is_not_read_to_its_end() {
        long[] given = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given[0]++;
                return 0;
            }
        };
        Limits few = new Limits(1000, 1000, 100, 100, 100, 100);
        assertMessage("it has more than 1000 bytes", () -> Student.open("a pipe", endless, few, 1));
        assertTrue(given[0] < 100_000, "read " + given[0]);
    }

    /** Channels first in the graph, last outside: time 3, two channels; the weights tell all six places apart. */
    private static Sample signal() {
        Sample sample = new Sample()
                .facts("input 2", "input 3 2")
                .facts("network 2", "network 3 2")
                .facts("outputs 3", "outputs 2")
                .facts("golden 3", "golden 1")
                .facts("step normalize mean 1.0 sd 2.0\n", "");
        return sample.put("labels.txt", "even\nodd\n")
                .put(
                        "model.onnx",
                        TinyOnnx.linear(
                                new long[] {2, 3},
                                new float[] {1, 0, 10, 0, 100, 0, 0, 1, 0, 10, 0, 100},
                                new float[2]))
                .put("golden-inputs.f32", TinyOnnx.floats(1, 2, 3, 4, 5, 6))
                .put("golden-outputs.f32", TinyOnnx.floats(531, 642));
    }

    @Test
    void turns_the_channels_to_the_front() {
        try (Student student = Student.open(signal().packed())) {
            // Channel 0 holds 1, 3, 5 and channel 1 holds 2, 4, 6; the weights are 1, 10 and 100 by time.
            assertArrayEquals(new float[] {531, 642}, student.scores(new float[] {1, 2, 3, 4, 5, 6}), 1e-3f);
            assertTrue(student.replay().passed());
        }
    }

    @Test
    void windows_of_a_signal_in_pieces_are_those_of_the_whole() {
        float[] signal = new float[40];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (i * 7 % 11) - 5;
        }
        try (Student student = Student.open(signal().packed())) {
            for (int hop = 1; hop <= 5; hop++) {
                List<float[]> expected = new ArrayList<>();
                for (int from = 0; from + 6 <= signal.length; from += 2 * hop) {
                    expected.add(student.scores(Arrays.copyOfRange(signal, from, from + 6)));
                }
                for (int piece : new int[] {2, 6, 14, 40}) {
                    List<Answer> answers = new ArrayList<>();
                    Windows windows = student.stream(hop);
                    for (int from = 0; from < signal.length; from += piece) {
                        answers.addAll(
                                windows.push(Arrays.copyOfRange(signal, from, Math.min(signal.length, from + piece))));
                    }
                    assertEquals(expected.size(), answers.size(), "hop " + hop + ", pieces of " + piece);
                    for (int i = 0; i < expected.size(); i++) {
                        assertArrayEquals(expected.get(i), answers.get(i).scores());
                    }
                }
            }
            Windows windows = student.stream(1);
            assertMessage("2 channels", () -> windows.push(1, 2, 3));
            assertEquals(0, windows.push(1, 2, 3, 4).size());
            windows.reset();
            assertEquals(0, windows.push(1, 2, 3, 4).size());
            assertEquals(1, windows.push(5, 6).size());
        }
    }

    @Test
    void resizes_and_repeats() {
        Step.Resize half = new Step.Resize(1, 1);
        // Of two values each gets the weight (1 - 0.5 / 2) before they are brought to the sum 1: the mean.
        assertArrayEquals(new float[] {2.5f}, half.apply(new float[] {1, 2, 3, 4}, new int[] {2, 2, 1}), 1e-6f);
        assertArrayEquals(
                new float[] {1, 1, 2, 2}, new Step.RepeatChannels(2).apply(new float[] {1, 2}, new int[] {2, 1}));
        assertArrayEquals(new float[] {2, -4}, new Step.Scale(2).apply(new float[] {1, -2}, new int[] {2}));
        assertArrayEquals(
                new float[] {0, 1},
                new Step.Normalize(List.of(1.0, 2.0), List.of(3.0, 4.0)).apply(new float[] {1, 6}, new int[] {2}));
    }

    @Test
    void a_manifest_reads_as_it_was_written() {
        byte[] bytes = new Sample()
                .facts(
                        "step normalize mean 1.0 sd 2.0\n",
                        "step scale factor 0.5\nstep normalize mean 1.0,2.0 sd 2.0\n")
                .packed();
        Manifest manifest = Bundle.of("x", bytes, Limits.USUAL).manifest();
        assertEquals(
                List.of(new Step.Scale(0.5), new Step.Normalize(List.of(1.0, 2.0), List.of(2.0))), manifest.steps());
        assertEquals(
                manifest.text(),
                ManifestReader.read("x", manifest.text().getBytes(StandardCharsets.UTF_8), Limits.USUAL)
                        .text());
    }

    private static void assertMessage(String part, Executable work) {
        String message = assertThrows(BundleException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
