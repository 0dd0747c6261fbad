package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against {@link Scipy}, and by hand. */
class McNemarTest {
    private static final List<Prediction> FIRST = predictions(0, 1, 2, 0, 1, 0);
    private static final List<Prediction> SECOND = predictions(0, 1, 0, 1, 0, 0);

    /** Rows of the classes 0, 1, 2, 0, 1, 2. */
    private static List<Prediction> predictions(int... predicted) {
        int[] labels = {0, 1, 2, 0, 1, 2};
        return Stream.iterate(0, i -> i + 1)
                .limit(predicted.length)
                .map(i -> new Prediction(labels[i], predicted[i], 0.5))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> probabilitiesEqualScipy() {
        return Scipy.at("mcnemar")
                .valueStream()
                .map(peer -> dynamicTest(peer.toString(), () -> {
                    McNemar test = McNemar.of(
                            5000, peer.get("first").asInt(), peer.get("second").asInt());
                    Scipy.assertClose(peer.get("p"), test.p());
                    assertEquals(peer.get("exact").asBoolean() ? "exact McNemar" : "McNemar chi-square", test.test());
                }));
    }

    /** The first is right on rows 2, 3 and 4 and the second is not; three equal coins: 2 / 8. */
    @Test
    void rowsAreCountedWhereOneIsRightAndTheOtherWrong() {
        assertEquals(new McNemar("exact McNemar", 6, 3, 0, 0.25), McNemar.of(FIRST, SECOND));
        assertEquals(new McNemar("exact McNemar", 6, 0, 3, 0.25), McNemar.of(SECOND, FIRST));
        assertEquals(1, McNemar.of(FIRST, FIRST).p());
    }

    @Test
    void otherRowsAreRefused() {
        List<Prediction> other = List.of(new Prediction(1, 1, 1));
        assertEquals(
                "answers to the same rows; given 6 and 1 rows, or other labels",
                assertThrows(IllegalArgumentException.class, () -> McNemar.of(FIRST, other))
                        .getMessage());
        List<Prediction> relabelled = List.of(new Prediction(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> McNemar.of(other, relabelled));
    }
}
