package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void findsTheLargestDifferences() {
        float[] right = {1, 2, 8, 4, 0.5f, 0};
        float[] given = {1, 2.25f, 8, 5, 0.5f, 0.625f};
        // Differences by hand: 0, .25 (/ 2), 0, 1 (/ 4), 0, .625 (/ 1).
        Comparison comparison = Comparison.of(right, given, 2);
        assertEquals(new Comparison(3, 1.0, 0.625, 2, 2), comparison);
    }

    @Test
    void largeLogitsAreComparedRelatively() {
        Comparison comparison = Comparison.of(new float[] {-2000}, new float[] {-2000.125f}, 1);
        assertEquals(0.125, comparison.maxAbsDiff());
        assertEquals(0.125 / 2000, comparison.maxScaledDiff());
        comparison.check("x.onnx", Comparison.TOLERANCE);
    }

    @Test
    void aNumberThatIsNoneIsNeverRight() {
        Comparison comparison = Comparison.of(new float[] {1, 2, 3}, new float[] {1, Float.NaN, 2}, 1);
        assertTrue(Double.isNaN(comparison.maxScaledDiff()), comparison.toString());
        assertEquals(1, comparison.worstRow());
        assertThrows(ExportException.class, () -> comparison.check("x.onnx", 1e9));
    }

    @Test
    void saysHowFarAndWhere() {
        Comparison comparison = Comparison.of(new float[] {0, 1, 0, 1}, new float[] {0, 1, 0, 0.5f}, 2);
        String message = assertThrows(ExportException.class, () -> comparison.check("x.onnx", 1e-4))
                .getMessage();
        assertEquals(
                "x.onnx answers differently from the network: largest difference of a logit 0.5 (scaled 0.5, allowed 1.0E-4)"
                        + " in row 1 of 2; 2 rows name the same class",
                message);
        String other = assertThrows(ExportException.class, () -> Comparison.of(new float[2], new float[3], 1))
                .getMessage();
        assertEquals("3 logits instead of 2; the file is another network's", other);
    }
}
