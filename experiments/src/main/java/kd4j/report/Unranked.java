package kd4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
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
                : Optional.of(new Cells(header(runs.get(0).measure()), rows));
    }

    private static List<String> header(Measure measure) {
        return List.of("run", "arm", "network", measure.title(), measure.besideTitle());
    }

    private static List<String> row(RunFolder run, Arm arm, String network, List<Score> scores) {
        Measure measure = run.measure();
        return List.of(
                run.name(),
                arm.name(),
                network,
                measure.text(mean(scores, Score::figure)),
                measure.besideText(mean(scores, Score::beside)));
    }

    private static double mean(List<Score> scores, ToDoubleFunction<Score> figure) {
        return Statistics.summary(scores.stream().mapToDouble(figure).toArray()).mean();
    }
}
