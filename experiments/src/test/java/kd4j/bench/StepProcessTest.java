package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepProcessTest {
    private static final BenchModel MLP = BenchModel.of("mlp-256");

    private static Measurement twoSteps(boolean kernels) {
        return new StepProcess(MLP, 1, Duration.ZERO, 2, kernels).measure();
    }

    @Test
    void two_steps_train() {
        Measurement measured = twoSteps(false);
        assertEquals(2, measured.stepsMs().size());
        assertEquals(269_322, measured.parameters());
        // Inputs of variance 1 and He's weights give logits of variance 2; log(10) and half the variance is 3.3.
        assertEquals(3.3, measured.firstLosses().get(0), 0.5);
        assertTrue(measured.frameworkShare().isEmpty());
        assertEquals(measured, Measurement.parse(measured.json()));
    }

    @Test
    void steps_with_timed_kernels_give_the_same_losses() {
        Measurement timed = twoSteps(true);
        assertEquals(twoSteps(false).firstLosses(), timed.firstLosses());
        Set<String> kinds = timed.kernels().keySet().stream()
                .map(label -> label.split(" ")[0])
                .collect(Collectors.toSet());
        assertTrue(kinds.contains("update") && kinds.size() > 2, kinds.toString());
        double share = timed.frameworkShare().orElseThrow();
        assertTrue(share > 0 && share < 1, "share " + share);
    }

    @ParameterizedTest
    @CsvSource({"cnn", "cnn-bn", "mlp-1200", "mlp-256"})
    void the_models_are_as_large_as_they_say(String name) {
        BenchModel model = BenchModel.of(name);
        assertEquals(model.parameters(), model.blueprint().parameters());
        assertEquals(model.macs(), model.blueprint().macs());
    }

    @Test
    void figures_by_hand() {
        // 6 * 268,800 * 128 operations in 2 ms; 128 rows in 2 ms.
        assertEquals(103.2192, MLP.gflops(2), 1e-9);
        assertEquals(64_000, BenchModel.samples(2), 1e-9);
    }
}
