package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The tables of a comparison of methods, for programs and for readers. */
record MethodTimesTable(MethodTimes results, int threads) {
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
            "peak_mib");

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
        Optional<Spread> ratio = results.ratio(one, MethodTime::stepMs);
        return List.of(
                one.name(),
                one.method(),
                results.rounds(one),
                text(step, Spread::median),
                text(step, Spread::low),
                text(step, Spread::high),
                text(results.of(one, MethodTime::teacherMs), Spread::median),
                text(ratio, Spread::median),
                text(ratio, Spread::low),
                text(ratio, Spread::high),
                text(results.ratio(one, MethodTimesTable::own), Spread::median),
                text(results.of(one, MethodTimesTable::megabytes), Spread::median));
    }

    private static String text(Optional<Spread> spread, Function<Spread, Double> figure) {
        return spread.map(s -> String.format(Locale.ROOT, "%.4f", figure.apply(s)))
                .orElse("");
    }

    /** The table for readers. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| recipe | method | ms a step | of it the teacher's answer | ratio | ratio without the teacher's answer | peak MiB |");
        lines.add("|---|---|---:|---:|---:|---:|---:|");
        results.cases().forEach(one -> lines.add(line(one)));
        return String.join("\n", lines);
    }

    private String line(MethodCase one) {
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        one.name(),
                        one.method(),
                        shown(results.of(one, MethodTime::stepMs)),
                        shown(results.of(one, MethodTime::teacherMs)),
                        shown(results.ratio(one, MethodTime::stepMs)),
                        shown(results.ratio(one, MethodTimesTable::own)),
                        shown(results.of(one, MethodTimesTable::megabytes)));
    }

    private static String shown(Optional<Spread> spread) {
        return spread.map(Spread::toString).orElse("failed");
    }

    private String markdown() {
        List<String> lines = new ArrayList<>(List.of("# Training steps by method", ""));
        lines.add(
                "Written by `kd4j bench methods`. Each recipe trains in a process of its own, once a round, the order turning round from round to round. A time is the mean step over the whole course of a training, with all stages of its method; its figure is the median over rounds, brackets hold all rounds. A ratio is that of two processes of one round, divided by '%s'. A step has everything: waiting for its batch, the teacher's answer (computed, none is kept), student, objective, what the method trains along, updates."
                        .formatted(results.base().name()));
        lines.addAll(List.of("", table(), ""));
        SpeedEnvironment.description().forEach((key, value) -> lines.add("* %s: %s".formatted(key, value)));
        lines.add("* threads: " + threads);
        lines.add("* batch: " + results.base().cell().recipe().training().batch());
        results.notes().forEach(note -> lines.add("* " + note));
        return String.join("\n", lines) + "\n";
    }

    /**
     * Writes both.
     *
     * @throws BenchException when the files cannot be written
     */
    void write(Path csv) {
        Tables.write(csv, csv(), markdown());
    }
}
