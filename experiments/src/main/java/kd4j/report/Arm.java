package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import kd4j.report.Result.Compressed;
import kd4j.report.Result.Score;
import kd4j.report.Result.TeacherCost;

/**
 * What an arm of a run scored, seed by seed.
 *
 * @param name such as {@code student-alone}
 * @param scores by seed
 * @param unranked what other networks of the same trainings scored, seed by seed: of the last epoch, or chosen by the test rows
 * @param parameters trained numbers of its network
 * @param macs multiply-accumulate operations of its network for one row
 * @param bytes size of each exported file by format, of the first seed
 * @param latencyMs median time of a row by format, of the first seed, where it was measured
 * @param network size of the saved network of a teacher that was trained here
 * @param teacherCost of all seeds; empty where no answers of a teacher were kept
 * @param compressed what a plan of compression has made of its networks; empty without such a plan
 */
record Arm(
        String name,
        Map<Long, Score> scores,
        Map<String, List<Score>> unranked,
        long parameters,
        long macs,
        Map<String, Long> bytes,
        Map<String, Double> latencyMs,
        Optional<Long> network,
        Optional<TeacherCost> teacherCost,
        Optional<Compressed> compressed) {
    static final String TEACHER = "teacher";
    static final String ALONE = "student-alone";
    static final String DISTILLED = "distilled";
    static final String SHIFTED = "distilled-shifted";

    /** An arm of at least one result. */
    static Arm of(String name, List<Result> results) {
        Map<Long, Score> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.put(result.seed(), result.test()));
        Optional<TeacherCost> cost =
                results.stream().flatMap(r -> r.teacherCost().stream()).reduce(TeacherCost::plus);
        List<Score> last = results.stream().flatMap(r -> r.last().stream()).toList();
        return of(name, scores, unranked("last epoch", last), results, cost);
    }

    private static Arm of(
            String name,
            Map<Long, Score> scores,
            Map<String, List<Score>> unranked,
            List<Result> results,
            Optional<TeacherCost> cost) {
        Result first = results.get(0);
        Map<String, Long> bytes = new LinkedHashMap<>();
        Map<String, Double> latency = new LinkedHashMap<>();
        first.files().forEach(file -> {
            bytes.put(file.format(), file.bytes());
            file.latencyMs().ifPresent(ms -> latency.put(file.format(), ms));
        });
        return new Arm(
                name,
                scores,
                unranked,
                first.parameters(),
                first.macs(),
                bytes,
                latency,
                first.network(),
                cost,
                Compressed.of(results));
    }

    /** The distilled students with their bias shift. */
    static Arm shifted(Map<Long, Score> scores, List<Result> results) {
        List<Score> onTest =
                results.stream().flatMap(r -> r.shiftedOnTest().stream()).toList();
        return of(SHIFTED, scores, unranked("shift chosen by the test rows", onTest), results, Optional.empty());
    }

    private static Map<String, List<Score>> unranked(String which, List<Score> scores) {
        return scores.isEmpty() ? Map.of() : Map.of(which, scores);
    }

    /** What it is measured by. */
    Measure measure() {
        return scores.values().iterator().next().measure();
    }

    double[] figures() {
        return values(Score::figure);
    }

    double[] besides() {
        return values(Score::beside);
    }

    /** Errors of each class for each seed; empty where they were not counted. */
    List<List<Double>> errorsByClass() {
        return scores.values().stream()
                .map(Score::errorsByClass)
                .filter(errors -> !errors.isEmpty())
                .map(errors -> errors.stream().map(Long::doubleValue).toList())
                .toList();
    }

    private double[] values(ToDoubleFunction<Score> value) {
        return scores.values().stream().mapToDouble(value).toArray();
    }
}
