package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConversionTest {
    @Test
    void answers_that_differ_are_refused() {
        Comparison comparison = Comparison.of(new float[] {1, 2, 3, 8}, new float[] {1, 2, 3.5f, 8}, 2);
        var e = assertThrows(ExportException.class, () -> Conversion.check(comparison, Path.of("new.zip")));
        // 0.5 from 3 is a sixth of it
        assertEquals(
                "new.zip answers differently from the network: largest difference of a logit 0.5 (scaled "
                        + 0.5 / 3
                        + ", allowed 1.0E-4) in row 1 of 2; 2 rows name the same class. Nothing was written."
                        + " Please report it with the network's configuration.json",
                e.getMessage());
    }

    @Test
    void answers_with_the_rounding_of_a_float_are_fine() {
        Conversion.check(Comparison.of(new float[] {1, 2}, new float[] {1, 2.0001f}, 2), Path.of("new.zip"));
    }
}
