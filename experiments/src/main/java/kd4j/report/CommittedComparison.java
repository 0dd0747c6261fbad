package kd4j.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.metric.Paired;
import kd4j.metric.Statistics.Interval;
import kd4j.metric.Statistics.Summary;

/** A comparison for readers, made again of what it is for programs. */
public final class CommittedComparison {
    private CommittedComparison() {}

    /**
     * The table, a verdict for each run, and the remarks, as {@link Comparison#markdown} has them.
     *
     * @throws ReportException when the table is not one of {@code kd4j compare --csv}
     */
    public static String markdown(CsvTable table, ComparisonNotes notes) {
        Measure measure = table.columns().contains("rmse_mean") ? Measure.RMSE : Measure.ACCURACY;
        List<String> files =
                table.columns().stream().filter(c -> c.endsWith("_bytes")).toList();
        List<Line> lines =
                table.rows().stream().map(row -> line(row, measure, files)).toList();
        Map<String, CsvTable.Row> distilled = new LinkedHashMap<>();
        table.rows().stream()
                .filter(row -> row.find("test").isPresent())
                .forEach(row -> distilled.put(row.text("run"), row));
        Stream<String> verdicts = distilled.entrySet().stream()
                .map(run -> run.getKey() + ": "
                        + verdict(run.getValue(), measure, distilled.size()).sentence());
        return Cells.of(lines).markdown()
                + Stream.concat(verdicts, notes.remarks().stream())
                        .map(sentence -> "* " + sentence + "\n")
                        .collect(Collectors.joining("", "\n", ""));
    }

    private static Line line(CsvTable.Row row, Measure measure, List<String> files) {
        Summary figure = summary(row, measure.figure());
        Optional<Result.TeacherCost> cost = row.find("teacher_rows")
                .map(rows -> new Result.TeacherCost(
                        row.whole("teacher_rows"), row.whole("cached_rows"), row.number("teacher_seconds_saved")));
        Map<String, Long> bytes = new LinkedHashMap<>();
        files.stream()
                .filter(column -> row.find(column).isPresent())
                .forEach(column -> bytes.put(column.replaceFirst("_bytes$", ""), row.whole(column)));
        return new Line(
                row.text("run"),
                row.text("arm"),
                measure,
                figure,
                new Interval(figure.mean(), figure.mean()), // stands in no table for readers
                summary(row, measure.beside()),
                row.whole("parameters"),
                row.whole("macs"),
                bytes,
                Map.of(), // latency stands in no table for readers
                Optional.empty(),
                row.findNumber("gap_closed"),
                cost,
                row.findNumber("sparsity"));
    }

    private static Summary summary(CsvTable.Row row, String of) {
        return new Summary(
                (int) row.whole("seeds"),
                row.number(of + "_mean"),
                row.findNumber(of + "_sd"),
                interval(row, of + "_ci95"));
    }

    private static Optional<Interval> interval(CsvTable.Row row, String of) {
        return row.findNumber(of + "_low").map(low -> new Interval(low, row.number(of + "_high")));
    }

    private static Verdict verdict(CsvTable.Row row, Measure measure, int comparisons) {
        double difference = row.number("difference_to_alone");
        Paired paired = new Paired(
                row.text("test"),
                (int) row.whole("seeds"),
                difference,
                interval(row, "difference_ci95"),
                row.findNumber("p"),
                // Sentences look at the adjusted probability instead.
                kd4j.metric.Verdict.NOT_DISTINGUISHABLE);
        return new Verdict(
                measure,
                paired,
                paired,
                row.findNumber("seeds_needed")
                        .map(n -> OptionalInt.of(n.intValue()))
                        .orElse(OptionalInt.empty()),
                Optional.empty(),
                comparisons,
                row.findNumber("p_holm"));
    }
}
