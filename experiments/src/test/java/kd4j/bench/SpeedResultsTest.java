package kd4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.bench.Contender.Side;
import kd4j.bench.SpeedResults.Case;
import org.junit.jupiter.api.Test;

class SpeedResultsTest {
    private static final BenchModel CNN = BenchModel.of("cnn");
    private static final Case ONE = new Case(CNN, 1);
    private static final Case TWO = new Case(CNN, 2);

    private final SpeedResults results = new SpeedResults();

    private void add(Case one, Side side, String name, long peakKb, Double... millis) {
        add(one, side, name, FakeContender.steps(name + " 1.0", CNN, peakKb, millis));
    }

    private void add(Case one, Side side, String name, Measurement result) {
        results.add(one, FakeContender.of(side, name, new ArrayList<>()), result);
    }

    /** Ours: process medians 120, 90 and 100; its median is 100. */
    private void threeRounds() {
        add(ONE, Side.OURS, "kd4j", 3000, 110.0, 120.0, 500.0);
        add(ONE, Side.OURS, "kd4j", 3000, 90.0);
        add(ONE, Side.OURS, "kd4j", 3300, 100.0);
        add(ONE, Side.PYTORCH, "pytorch nchw", 9000, 200.0);
        add(ONE, Side.PYTORCH, "pytorch channels_last", 2000, 80.0);
        add(ONE, Side.DJL, "djl", 5000, 250.0);
        add(
                ONE,
                Side.OURS_TIMED,
                "kd4j, kernels timed",
                FakeContender.timed("kd4j 1.0", CNN, 0, List.of(90.0, 80.0, 99.0), 100.0, 100.0, 100.0));
    }

    @Test
    void median_over_rounds_of_medians_over_steps() {
        threeRounds();
        assertEquals(new Spread(100, 90, 120), results.ours(ONE).orElseThrow().millis());
    }

    @Test
    void the_csv_by_hand() {
        threeRounds();
        // 100 / 80, 100 / 250, median of 0.1, 0.2 and 0.01, 3000 / 2000.
        assertEquals(
                "model,threads,ours_ms,pytorch_ms,djl_ms,ratio_pytorch,ratio_djl,framework_share,rss_ratio\n"
                        + "cnn,1,100.000,80.000,250.000,1.250,0.400,0.100,1.500\n",
                SpeedCsv.of(results));
    }

    @Test
    void what_was_not_measured_is_left_empty() {
        add(TWO, Side.OURS, "kd4j", 0, 100.0);
        assertTrue(SpeedCsv.of(results).endsWith("cnn,2,100.000,,,,,,\n"));
    }

    @Test
    void a_peer_that_is_faster_with_one_thread_counts_with_one() {
        add(ONE, Side.PYTORCH, "pytorch nchw", 1000, 60.0);
        add(TWO, Side.PYTORCH, "pytorch nchw", 1000, 70.0);
        add(TWO, Side.OURS, "kd4j", 1000, 30.0);
        assertEquals(Optional.of(0.5), results.ratio(Side.PYTORCH, TWO));
        assertTrue(SpeedReport.text(results)
                .contains(
                        "| cnn | 2 | 30.0 [30.0-30.0], 1 thread | pytorch nchw, 1 thread | 60.0 [60.0-60.0] | 0.50 |"));
        assertEquals(Optional.of(60.0), results.fastest(Side.PYTORCH, ONE).map(e -> e.millis()
                .median()));
    }

    @Test
    void another_network_is_noticed() {
        Measurement other = FakeContender.steps("x", BenchModel.of("cnn-bn"), 0, 1.0);
        add(ONE, Side.DJL, "djl", other);
        add(ONE, Side.DJL, "djl", other);
        assertEquals(
                List.of("djl, cnn, 1 thread has 288746 parameters, not 288298: it is another network"),
                results.notes());
    }

    @Test
    void misses_are_told() {
        threeRounds();
        assertEquals(List.of("cnn, 1 thread: ours / PyTorch 1.25, the goal is 1.00"), Goals.missed(results));
    }

    @Test
    void the_report_has_figures_misses_notes_and_machine() {
        threeRounds();
        results.note("djl is left out: it is not built");
        String report = SpeedReport.markdown(results, 3, Map.of("processor", "a fast one"));
        // 128 rows in 0.1 s; 6 * 38,634,752 * 128 operations in 0.1 s.
        assertTrue(
                report.contains("| cnn | 1 | kd4j | 3 | 100.0 [90.0-120.0] | 1.00 | 1280 | 296.7 | 3 | 0.5 |"), report);
        assertTrue(
                report.contains("| cnn | 1 | 100.0 [90.0-120.0] | pytorch channels_last | 80.0 [80.0-80.0] |"
                        + " 1.25 | 0.40 | 0.10 | 1.50 |"),
                report);
        assertTrue(report.contains("## Goals missed\n\n* cnn, 1 thread: ours / PyTorch 1.25"), report);
        assertTrue(report.contains("* djl is left out: it is not built"), report);
        assertTrue(report.contains("* processor: a fast one"), report);
        assertTrue(report.contains("djl 1.0; kd4j 1.0; pytorch channels_last 1.0; pytorch nchw 1.0"), report);
        assertTrue(report.contains("`kd4j bench step`, 3 rounds."), report);
        assertTrue(SpeedReport.markdown(results, 5, Map.of()).contains("`kd4j bench step`, 3 of 5 rounds."), report);
    }
}
