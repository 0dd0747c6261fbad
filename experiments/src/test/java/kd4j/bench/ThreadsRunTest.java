package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kd4j.bench.Contender.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsRunTest {
    private static final BenchModel SMALL = BenchModel.of("mlp-32");
    private static final BenchModel LARGE = BenchModel.of("mlp-1200");

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private Contender answering(double... millis) {
        Measurement[] answers = new Measurement[millis.length];
        for (int i = 0; i < millis.length; i++) {
            answers[i] = FakeContender.steps("kd4j", i % 4 < 2 ? SMALL : LARGE, 0, millis[i]);
        }
        return FakeContender.of(Side.OURS, "kd4j", log, answers);
    }

    /** Two rounds: medians 2 and 3 of the small one, 10 and 6 of the large one. */
    @Test
    void ratios_by_hand_and_what_auto_takes() throws IOException {
        Contender ours = answering(1, 2, 9, 5, 3, 4, 11, 7);
        Path out = folder.resolve("threads.md");
        String table = new ThreadsRun(List.of(SMALL, LARGE), 2, 2, 1, ours).run(out, false, progress::add);
        assertEquals(
                List.of("kd4j mlp-32 1", "kd4j mlp-32 2", "kd4j mlp-1200 1", "kd4j mlp-1200 2"), log.subList(0, 4));
        // 3 * (784 * 32 + 32 * 10) * 128 = 9,756,672; with 64 * (32 + 32 + 10) more a row, 11,575,296
        assertTrue(table.contains("| mlp-32 | 10 | 12 | 2.00 [1.00-3.00] | 3.00 [2.00-4.00] | 1.50 | 1 |"), table);
        assertTrue(table.contains("| mlp-1200 | 919 | 1037 | 10.0 [9.00-11.0] | 6.00 [5.00-7.00] | 0.60 | 2 |"), table);
        assertTrue(Files.readString(out).contains(table));
        assertTrue(Files.readString(out).contains("rounds: 2."));
    }

    @Test
    void a_process_that_fails_is_told() {
        ThreadsRun run = new ThreadsRun(List.of(SMALL), 2, 1, 1, answering(1));
        String message = assertThrows(BenchException.class, () -> run.run(folder.resolve("t.md"), false, progress::add))
                .getMessage();
        assertTrue(message.contains("it broke"), message);
    }

    @Test
    void sizes_are_counted_and_ordered() {
        List<Long> sizes =
                BenchModel.sizes().stream().map(BenchModel::multiplyAdds).toList();
        assertEquals(sizes.stream().sorted().toList(), sizes);
        assertEquals(SMALL, BenchModel.sizes().get(0));
    }
}
