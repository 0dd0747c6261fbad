package kd4j.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import kd4j.component.KeyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
    private static Training training(Optional<Double> clip, Optional<Double> ema) {
        return new Training(
                1, 64, new Adam(new Constant(1)), List.of(), List.of(), Optional.empty(), new Never(), clip, ema);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void clippingNeedsANormAboveZero(double norm) {
        var e = assertThrows(KeyException.class, () -> training(Optional.of(norm), Optional.empty()));
        assertEquals("clip is " + norm + "; allowed: a number > 0", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -0.1, Double.NaN})
    void theDecayOfTheAverageIsAShare(double decay) {
        var e = assertThrows(KeyException.class, () -> training(Optional.empty(), Optional.of(decay)));
        assertEquals("ema is " + decay + "; allowed: a number from 0 to below 1", e.getMessage());
    }
}
