package kd4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import kd4j.report.CsvTable;

/** What the rounds of a comparison of both forward passes have found so far, and its tables. */
public final class TeacherTimes {
    private static final List<String> COLUMNS = List.of(
            "recipe",
            "parameters",
            "threads",
            "batch",
            "rounds",
            "network_ms",
            "network_ms_low",
            "network_ms_high",
            "runtime_ms",
            "runtime_ms_low",
            "runtime_ms_high",
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
        List<Object> fields = new ArrayList<>(List.of(
                one.name(),
                rounds.get(one).get(0).parameters(),
                threads,
                one.batch(),
                rounds.get(one).size()));
        List.<ToDoubleFunction<TeacherTime>>of(TeacherTime::networkMs, TeacherTime::runtimeMs, TeacherTime::ratio)
                .forEach(figure -> fields.addAll(numbers(of(one, figure))));
        fields.add(String.format(
                Locale.ROOT, "%.2e", of(one, TeacherTime::difference).high()));
        fields.add(forward(one));
        return fields;
    }

    private static List<String> numbers(Spread spread) {
        return DoubleStream.of(spread.median(), spread.low(), spread.high())
                .mapToObj(number -> String.format(Locale.ROOT, "%.4f", number))
                .toList();
    }

    /** The table for readers. */
    String table() {
        return table(CsvTable.parse(Path.of("teacher-forward.csv"), csv()));
    }

    private static String table(CsvTable csv) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| recipe | parameters | network, ms | ONNX Runtime, ms | ratio | largest difference | line for the teacher |");
        lines.add("|---|---:|---:|---:|---:|---:|---|");
        csv.rows().forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private static String line(CsvTable.Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %s | %s | %.1e | `forward: %s` |",
                row.text("recipe"),
                row.whole("parameters"),
                Spread.find(row, "network_ms").orElseThrow(),
                Spread.find(row, "runtime_ms").orElseThrow(),
                Spread.find(row, "ratio").orElseThrow(),
                row.number("difference"),
                row.text("forward"));
    }

    /** The page of numbers and words. */
    public static String markdown(CsvTable csv, BenchPage page) {
        return page.markdown(List.of(table(csv)));
    }

    private BenchPage page() {
        List<String> facts = new ArrayList<>(BenchPage.lines(SpeedEnvironment.description()));
        facts.add(String.format(
                Locale.ROOT,
                "processes that wanted a core in the last minute, on average: %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.addAll(notes);
        return new BenchPage(
                "A teacher's answers by its network or by ONNX Runtime",
                List.of(
                        "Written by `kd4j bench teacher`. Milliseconds for 1,000 rows, in batches as the student is trained, with the layers that the method reads. Each recipe is measured in a process of its own, once a round, in which the two take turns; figures are medians over rounds, brackets hold all rounds. A ratio below 1: ONNX Runtime is faster. The line is `onnx-runtime` where it was faster in every round. Teachers are asked as they begin; a run compares the trained one's answers itself and refuses more than 1e-4. A difference is |a - b| / max(1, |a|)."),
                List.of(new BenchNotes(Optional.empty(), facts)));
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
