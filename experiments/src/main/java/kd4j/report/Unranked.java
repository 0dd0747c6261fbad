package kd4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kd4j.metric.Statistics;
import kd4j.report.Result.Score;

/**
 * Figures of networks that validation did not select: those of the last epoch, and those that were chosen by the test rows. They are
 * for comparison with papers that report them, and are kept out of every test and ranking.
 */
final class Unranked {
    private Unranked() {}

    /** The table; empty where no run has such figures. */
    static Optional<Cells> of(List<RunFolder> runs) {
        List<List<String>> rows = new ArrayList<>();
        for (RunFolder run : runs) {
            for (Arm arm : run.arms()) {
                arm.unranked().forEach((network, scores) -> rows.add(row(run, arm, network, scores)));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cells(List.of("run", "arm", "network", "accuracy %", "errors"), rows));
    }

    private static List<String> row(RunFolder run, Arm arm, String network, List<Score> scores) {
        double accuracy = Statistics.summary(
                        scores.stream().mapToDouble(Score::accuracy).toArray())
                .mean();
        double errors = scores.stream().mapToLong(Score::errors).average().orElseThrow();
        return List.of(
                run.name(), arm.name(), network, Cells.percent(accuracy), String.format(Locale.ROOT, "%.1f", errors));
    }
}
