package kd4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import tools.jackson.databind.JsonNode;

/**
 * Every golden file whose loss is known here, in doubles (relative 1e-10) and floats (1e-5, or what the case allows). A new loss
 * adds itself to {@link GoldenLosses}; what is not offered is counted and
 * printed at the end. Trained parts, which are no losses, have tests of their own: {@link TrainedPartsTest} and {@code ContrastTest}.
 */
class GoldenTest {
    private static final Map<String, Integer> PASSED = new TreeMap<>();
    private static final Map<String, Integer> NOT_COVERED = new TreeMap<>();
    private static final TreeSet<String> UNKNOWN = new TreeSet<>();

    @BeforeAll
    static void countFromNothing() {
        PASSED.clear();
        NOT_COVERED.clear();
        UNKNOWN.clear();
    }

    @TestFactory
    Stream<DynamicNode> goldenVectors() {
        GoldenFiles files = GoldenFiles.configured();
        UNKNOWN.addAll(files.names());
        UNKNOWN.removeAll(GoldenLosses.KNOWN.keySet());
        return GoldenLosses.KNOWN.keySet().stream()
                .map(loss -> DynamicContainer.dynamicContainer(loss, cases(loss, files.read(loss))));
    }

    private static Stream<DynamicTest> cases(String loss, JsonNode file) {
        assertEquals(loss, file.get("loss").asString());
        return file.get("cases").valueStream().map(GoldenCase::new).flatMap(one -> tests(loss, one));
    }

    private static Stream<DynamicTest> tests(String loss, GoldenCase one) {
        Optional<Function<Signals, Term>> known = GoldenLosses.KNOWN.get(loss).apply(one);
        if (known.isEmpty()) {
            NOT_COVERED.merge(loss + " " + one.convention(), 1, Integer::sum);
        }
        return known.stream().flatMap(evaluate -> Stream.of(DataType.DOUBLE, DataType.FLOAT)
                .map(type -> dynamicTest(one.name() + " in " + type, () -> {
                    one.check(evaluate, type);
                    PASSED.merge(loss, 1, Integer::sum);
                })));
    }

    @AfterAll
    static void printWhatWasCovered() {
        int cases = PASSED.values().stream().mapToInt(tests -> tests / 2).sum();
        System.out.printf(
                "golden vectors: %d losses, %d cases passed, in doubles and floats; conventions not covered: %s; files not covered: %s (mgd's, simkd's and crd's trained parts: TrainedPartsTest, ContrastTest)%n",
                PASSED.size(), cases, NOT_COVERED, UNKNOWN);
    }

    @Test
    void theCopiesHaveEveryKnownLossAndEnoughCases() {
        GoldenFiles copies = new GoldenFiles(Optional.empty());
        long covered = GoldenLosses.KNOWN.entrySet().stream()
                .flatMap(entry -> copies.read(entry.getKey())
                        .get("cases")
                        .valueStream()
                        .filter(one ->
                                entry.getValue().apply(new GoldenCase(one)).isPresent()))
                .count();
        assertEquals(347, covered);
    }

    @Test
    void aMissingFileIsAnError(@TempDir Path empty) {
        GoldenFiles files = new GoldenFiles(Optional.of(empty));
        var error = assertThrows(UncheckedIOException.class, () -> files.read("kd_kl"));
        assertTrue(error.getMessage().contains(empty.resolve("kd_kl.json").toString()), error.getMessage());
    }
}
