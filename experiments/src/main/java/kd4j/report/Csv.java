package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import kd4j.metric.Statistics.Interval;
import kd4j.metric.Statistics.Summary;
import kd4j.report.Result.TeacherCost;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The table for programs: full precision, a column a number, an empty field where there is none. */
final class Csv {
    /** With {@code *} for the figure and {@code +} for the one beside it. */
    private static final List<String> COLUMNS = List.of(
            "run",
            "arm",
            "seeds",
            "*_mean",
            "*_sd",
            "*_ci95_low",
            "*_ci95_high",
            "*_bootstrap95_low",
            "*_bootstrap95_high",
            "+_mean",
            "+_sd",
            "+_ci95_low",
            "+_ci95_high",
            "parameters",
            "macs",
            "gap_closed",
            "difference_to_alone",
            "test",
            "p",
            "p_wilcoxon",
            "p_holm",
            "seeds_needed",
            "teacher_rows",
            "cached_rows",
            "teacher_seconds_saved",
            "group",
            "differs_in");

    private Csv() {}

    /**
     * Writes the table.
     *
     * @param lines the rows
     * @param verdicts distilled against student alone, by run; shown in the row of the distilled arm
     * @param ranking whose letters stand in that row too; empty where nothing was ranked
     * @param flags the keys in which a run differs from the first one
     */
    static String of(
            List<Line> lines, Map<String, Verdict> verdicts, Optional<Ranking> ranking, Map<String, String> flags) {
        List<String> formats = List.copyOf(new TreeSet<>(
                lines.stream().flatMap(l -> l.bytes().keySet().stream()).toList()));
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            Measure measure = lines.get(0).measure();
            List<String> header = new ArrayList<>(COLUMNS);
            header.replaceAll(c -> c.replace("*", measure.figure()).replace("+", measure.beside()));
            formats.forEach(f -> header.add(f + "_bytes"));
            boolean compressed = lines.stream().anyMatch(l -> l.sparsity().isPresent());
            if (compressed) {
                header.add("sparsity");
            }
            printer.printRecord(header);
            for (Line line : lines) {
                List<Object> fields = record(line, verdicts.get(line.run()));
                fields.add(ranking.filter(r -> line.arm().equals(Arm.DISTILLED))
                        .map(r -> r.letters(line.run()))
                        .orElse(null));
                fields.add(flags.get(line.run()));
                formats.forEach(f -> fields.add(line.bytes().get(f)));
                if (compressed) {
                    fields.add(line.sparsity().orElse(null));
                }
                printer.printRecord(fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    private static List<Object> record(Line line, Verdict verdict) {
        List<Object> fields =
                new ArrayList<>(List.of(line.run(), line.arm(), line.figure().n()));
        add(fields, line.figure());
        fields.add(line.bootstrap().low());
        fields.add(line.bootstrap().high());
        add(fields, line.beside());
        fields.add(line.parameters());
        fields.add(line.macs());
        fields.add(line.gapClosed().orElse(null));
        Optional<Verdict> shown = Optional.of(verdict).filter(v -> line.arm().equals(Arm.DISTILLED));
        fields.add(shown.map(v -> v.paired().meanDifference()).orElse(null));
        fields.add(shown.map(v -> v.test()).orElse(null));
        fields.add(shown.flatMap(Verdict::p).orElse(null));
        fields.add(shown.flatMap(v -> v.wilcoxon().p()).orElse(null));
        fields.add(shown.flatMap(Verdict::holm).orElse(null));
        fields.add(shown.map(Verdict::seeds)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .orElse(null));
        fields.add(line.teacherCost().map(TeacherCost::rows).orElse(null));
        fields.add(line.teacherCost().map(TeacherCost::kept).orElse(null));
        fields.add(line.teacherCost().map(TeacherCost::savedSeconds).orElse(null));
        return fields;
    }

    private static void add(List<Object> fields, Summary summary) {
        fields.add(summary.mean());
        fields.add(summary.sd().orElse(null));
        fields.add(summary.ci95().map(Interval::low).orElse(null));
        fields.add(summary.ci95().map(Interval::high).orElse(null));
    }
}
