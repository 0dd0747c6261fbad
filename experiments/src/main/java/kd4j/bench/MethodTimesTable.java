package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import kd4j.report.CsvTable;

/** The tables of a comparison of methods, for programs and, made of that one, for readers. */
public final class MethodTimesTable {
    private static final List<String> COLUMNS = List.of(
            "recipe",
            "method",
            "rounds",
            "step_ms",
            "step_ms_low",
            "step_ms_high",
            "teacher_ms",
            "ratio",
            "ratio_low",
            "ratio_high",
            "ratio_without_teacher",
            "peak_mib",
            "teacher_ms_low",
            "teacher_ms_high",
            "ratio_without_teacher_low",
            "ratio_without_teacher_high",
            "peak_mib_low",
            "peak_mib_high");

    private final MethodTimes results;
    private final int threads;

    MethodTimesTable(MethodTimes results, int threads) {
        this.results = results;
        this.threads = threads;
    }

    private static double own(MethodTime time) {
        return time.stepMs() - time.teacherMs();
    }

    private static double megabytes(MethodTime time) {
        return time.peakKb() / 1024.0;
    }

    /** A row a recipe, in the order of the recipes; an empty field where nothing was measured. */
    String csv() {
        return Tables.csv(COLUMNS, results.cases().stream().map(this::fields).toList());
    }

    private List<Object> fields(MethodCase one) {
        Optional<Spread> step = results.of(one, MethodTime::stepMs);
        Optional<Spread> teacher = results.of(one, MethodTime::teacherMs);
        Optional<Spread> ratio = results.ratio(one, MethodTime::stepMs);
        Optional<Spread> without = results.ratio(one, MethodTimesTable::own);
        Optional<Spread> peak = results.of(one, MethodTimesTable::megabytes);
        List<Object> fields = new ArrayList<>(List.of(one.name(), one.method(), results.rounds(one)));
        fields.addAll(List.of(text(step, Spread::median), text(step, Spread::low), text(step, Spread::high)));
        fields.add(text(teacher, Spread::median));
        fields.addAll(List.of(text(ratio, Spread::median), text(ratio, Spread::low), text(ratio, Spread::high)));
        fields.addAll(List.of(text(without, Spread::median), text(peak, Spread::median)));
        for (Optional<Spread> ends : List.of(teacher, without, peak)) {
            fields.addAll(List.of(text(ends, Spread::low), text(ends, Spread::high)));
        }
        return fields;
    }

    private static String text(Optional<Spread> spread, Function<Spread, Double> figure) {
        return spread.map(s -> String.format(Locale.ROOT, "%.4f", figure.apply(s)))
                .orElse("");
    }

    /** The table for readers. */
    String table() {
        return table(CsvTable.parse(Path.of("methods"), csv()));
    }

    private static String table(CsvTable csv) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| recipe | method | ms a step | of it the teacher's answer | ratio | ratio without the teacher's answer | peak MiB |");
        lines.add("|---|---|---:|---:|---:|---:|---:|");
        csv.rows().forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private static String line(CsvTable.Row row) {
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        row.text("recipe"),
                        row.text("method"),
                        shown(row, "step_ms"),
                        shown(row, "teacher_ms"),
                        shown(row, "ratio"),
                        shown(row, "ratio_without_teacher"),
                        shown(row, "peak_mib"));
    }

    private static String shown(CsvTable.Row row, String column) {
        return Spread.find(row, column).map(Spread::toString).orElse("failed");
    }

    /** The page of numbers and words. */
    public static String markdown(CsvTable csv, BenchPage page) {
        return page.markdown(List.of(table(csv)));
    }

    private BenchPage page() {
        List<String> notes = BenchPage.lines(SpeedEnvironment.description());
        notes.add("threads: " + threads);
        notes.add("batch: " + results.base().cell().recipe().training().batch());
        notes.addAll(results.notes());
        return new BenchPage(
                "Training steps by method",
                List.of(
                        "Written by `kd4j bench methods`. Each recipe trains in a process of its own, once a round, the order turning round from round to round. A time is the mean step over the whole course of a training, with all stages of its method; its figure is the median over rounds, brackets hold all rounds. A ratio is that of two processes of one round, divided by '%s'. A step has everything: waiting for its batch, the teacher's answer (computed, none is kept), student, objective, what the method trains along, updates."
                                .formatted(results.base().name())),
                List.of(new BenchNotes(Optional.empty(), notes)));
    }

    /**
     * Writes numbers, words and page.
     *
     * @throws BenchException when the files cannot be written
     */
    void write(Path csv) {
        BenchPage page = page();
        page.write(csv, csv(), markdown(CsvTable.parse(csv, csv()), page));
    }
}
