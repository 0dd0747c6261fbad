package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kd4j.bench.Contender.Side;
import kd4j.bench.SpeedResults.Case;

/** What the engine is to reach, and where it has not. */
final class Goals {
    /** Our time divided by PyTorch's, with one thread and with more. */
    private static final Map<String, double[]> PYTORCH = Map.of(
            "cnn", new double[] {1.0, 1.0},
            "cnn-bn", new double[] {1.0, 1.0},
            "resnet-20", new double[] {1.0, 1.1},
            "mlp-1200", new double[] {0.9, 0.7},
            "mlp-256", new double[] {1.3, 1.2});

    private static final double DJL = 0.4;
    private static final double FRAMEWORK = 0.15;
    private static final double MEMORY = 1.3;

    private Goals() {}

    /** A line for each figure that is not what it should be. */
    static List<String> missed(SpeedResults results) {
        List<String> missed = new ArrayList<>();
        for (Case one : results.cases()) {
            String name = one.model().name();
            double pytorch = PYTORCH.get(name)[one.threads() == 1 ? 0 : 1];
            check(missed, one, "ours / PyTorch", results.ratio(Side.PYTORCH, one), pytorch);
            if (name.startsWith("cnn")) {
                check(missed, one, "ours / DJL", results.ratio(Side.DJL, one), DJL);
            }
            if (one.model().images()) {
                check(missed, one, "framework share", results.frameworkShare(one), FRAMEWORK);
            }
            if (name.startsWith("resnet")) {
                check(missed, one, "memory ratio", results.memoryRatio(one), MEMORY);
            }
        }
        return missed;
    }

    private static void check(List<String> missed, Case one, String what, Optional<Double> given, double goal) {
        given.filter(g -> g > goal)
                .ifPresent(g ->
                        missed.add(String.format(Locale.ROOT, "%s: %s %.2f, the goal is %.2f", one, what, g, goal)));
    }
}
