package kd4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds of a comparison of both forward passes have found so far, and its tables. */
final class TeacherTimes {
    private static final List<String> COLUMNS = List.of(
            "recipe",
            "parameters",
            "threads",
            "batch",
            "rounds",
            "network_ms",
            "runtime_ms",
            "ratio",
            "ratio_low",
            "ratio_high",
            "difference",
            "forward");

    private final Map<TeacherCase, List<TeacherTime>> rounds = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final int threads;

    TeacherTimes(List<TeacherCase> cases, int threads) {
        cases.forEach(one -> rounds.put(one, new ArrayList<>()));
        this.threads = threads;
    }

    void add(TeacherCase one, TeacherTime time) {
        rounds.get(one).add(time);
    }

    /** What a reader must know. */
    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    boolean empty() {
        return rounds.values().stream().allMatch(List::isEmpty);
    }

    private Spread of(TeacherCase one, ToDoubleFunction<TeacherTime> figure) {
        return Spread.of(rounds.get(one).stream().map(figure::applyAsDouble).toList());
    }

    /** The key's value for the recipe: ONNX Runtime where it was the faster one in every round. */
    private String forward(TeacherCase one) {
        return of(one, TeacherTime::ratio).high() < 1 ? "onnx-runtime" : "network";
    }

    private List<TeacherCase> measured() {
        return rounds.keySet().stream()
                .filter(one -> !rounds.get(one).isEmpty())
                .toList();
    }

    /** A row for each recipe that could be measured. */
    String csv() {
        return Tables.csv(COLUMNS, measured().stream().map(this::fields).toList());
    }

    private List<Object> fields(TeacherCase one) {
        Spread ratio = of(one, TeacherTime::ratio);
        return List.of(
                one.name(),
                rounds.get(one).get(0).parameters(),
                threads,
                one.batch(),
                rounds.get(one).size(),
                text(of(one, TeacherTime::networkMs).median()),
                text(of(one, TeacherTime::runtimeMs).median()),
                text(ratio.median()),
                text(ratio.low()),
                text(ratio.high()),
                String.format(
                        Locale.ROOT, "%.2e", of(one, TeacherTime::difference).high()),
                forward(one));
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.4f", number);
    }

    /** The table for readers. */
    String table() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| recipe | parameters | network, ms | ONNX Runtime, ms | ratio | largest difference | line for the teacher |");
        lines.add("|---|---:|---:|---:|---:|---:|---|");
        measured().forEach(one -> lines.add(line(one)));
        return String.join("\n", lines);
    }

    private String line(TeacherCase one) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %s | %s | %.1e | `forward: %s` |",
                one.name(),
                rounds.get(one).get(0).parameters(),
                of(one, TeacherTime::networkMs),
                of(one, TeacherTime::runtimeMs),
                of(one, TeacherTime::ratio),
                of(one, TeacherTime::difference).high(),
                forward(one));
    }

    private String markdown() {
        List<String> lines = new ArrayList<>(List.of("# A teacher's answers by its network or by ONNX Runtime", ""));
        lines.add(
                "Written by `kd4j bench teacher`. Milliseconds for 1,000 rows, in batches as the student is trained, with the layers that the method reads. Each recipe is measured in a process of its own, once a round, in which the two take turns; figures are medians over rounds, brackets hold all rounds. A ratio below 1: ONNX Runtime is faster. The line is `onnx-runtime` where it was faster in every round. Teachers are asked as they begin; a run compares the trained one's answers itself and refuses more than 1e-4. A difference is |a - b| / max(1, |a|).");
        lines.addAll(List.of("", table(), ""));
        SpeedEnvironment.description().forEach((key, value) -> lines.add("* %s: %s".formatted(key, value)));
        lines.add("* processes that wanted a core in the last minute, on average: %.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        lines.add("* threads: " + threads);
        lines.add("* rows in a batch: "
                + rounds.keySet().stream().map(TeacherCase::batch).distinct().toList());
        notes.forEach(note -> lines.add("* " + note));
        return String.join("\n", lines) + "\n";
    }

    void write(Path csv) {
        Tables.write(csv, csv(), markdown());
    }
}
