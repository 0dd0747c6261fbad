package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerTableTest {
    /** Two steps of the given milliseconds. */
    private static Measurement round(double first, double second, Map<String, Double> kernels, double inKernels) {
        return new Measurement(
                "x",
                "",
                "cnn",
                1,
                1,
                List.of(2.3),
                2.2,
                List.of(first, second),
                1,
                0,
                0,
                kernels,
                List.of(inKernels, inKernels));
    }

    @Test
    void a_line_by_kind_by_hand() {
        // Steps of 10, 20 and 12 ms on average, median 12; calls of one kind are added up before the median is taken.
        Measurement a = round(8, 12, Map.of("affine 1x2", 2.0, "affine 3x4", 1.0, "update", 5.0), 8);
        Measurement b = round(20, 20, Map.of("affine 1x2", 4.0, "affine 3x4", 3.0, "update", 6.0), 13);
        Measurement c = round(12, 12, Map.of("affine 1x2", 3.5, "affine 3x4", 0.1, "update", 5.4), 9);
        assertEquals(
                "update 5.40 ms (45 %), affine 3.60 ms (30 %), outside of kernels 3.00 ms (25 %)",
                LayerTable.summary(List.of(a, b, c)));
    }

    @Test
    void a_kind_that_a_round_did_not_call_counts_as_nothing() {
        Measurement a = round(4, 4, Map.of("pool", 2.0), 2);
        Measurement b = round(4, 4, Map.of(), 0);
        assertEquals("outside of kernels 3.00 ms (75 %), pool 1.00 ms (25 %)", LayerTable.summary(List.of(a, b)));
    }
}
