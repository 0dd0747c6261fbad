package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kd4j.report.CsvTable;

/** The tables for readers. */
final class SpeedReport {
    private static final String INTRODUCTION =
            """
            A step is forward, softmax cross-entropy, backward and update, batch %d, 32-bit floats, synthetic data in memory. CNNs: SGD \
            with Nesterov momentum 0.9 (DJL has plain momentum only); MLPs: Adam. Every figure is the median over rounds of each process's \
            median step; brackets hold all rounds. In a round, every contender runs once, in a new process. A ratio is ours divided by \
            the fastest form of the other side with as many threads or fewer: below 1, KD4J is faster. KD4J itself uses as many of the threads as its rule `threads: auto` takes. GFLOP/s counts 6 multiply-accumulates \
            a weight's use, the first layer's unneeded input gradient included. Framework share is the part of our step outside of kernels \
            and update. Memory is the peak of the process, its ratio against PyTorch's fastest form. CPU ms \
            is the processor time of a step in all threads, which a busy machine disturbs less.\
            """
                    .formatted(BenchModel.BATCH);

    private final SpeedResults results;

    private SpeedReport(SpeedResults results) {
        this.results = results;
    }

    /** Markdown, with what the figures depend on. */
    static String markdown(SpeedResults results, int rounds, Map<String, String> environment) {
        SpeedReport report = new SpeedReport(results);
        return SpeedTables.markdown(report.ratios(), report.forms(), report.page(rounds, environment));
    }

    /** The words of the page. */
    static BenchPage page(SpeedResults results, int rounds, Map<String, String> environment) {
        return new SpeedReport(results).page(rounds, environment);
    }

    private BenchPage page(int rounds, Map<String, String> environment) {
        List<String> machine = BenchPage.lines(environment);
        machine.add("frameworks: " + String.join("; ", frameworks()));
        return new BenchPage(
                "Training steps beside other frameworks",
                List.of("Written by `kd4j bench step`, %s.".formatted(rounds(results.rounds(), rounds)), INTRODUCTION),
                List.of(
                        new BenchNotes(Optional.of("Goals missed"), Goals.missed(results)),
                        new BenchNotes(Optional.of("Where our time goes, by kind of kernel"), breakdown()),
                        new BenchNotes(Optional.of("Notes"), results.notes()),
                        new BenchNotes(Optional.of("Machine"), machine)));
    }

    private List<String> breakdown() {
        return results.cases().stream()
                .flatMap(one -> results.timed(one).stream()
                        .map(timed -> "%s: %s".formatted(one, LayerTable.summary(timed.rounds()))))
                .toList();
    }

    private CsvTable ratios() {
        return CsvTable.parse(Path.of("speed"), SpeedCsv.of(results));
    }

    private CsvTable forms() {
        return CsvTable.parse(Path.of("speed-forms"), SpeedCsv.forms(results));
    }

    private static String rounds(int done, int planned) {
        String so = done < planned ? "%d of %d".formatted(done, planned) : String.valueOf(done);
        return so + (planned == 1 ? " round" : " rounds");
    }

    /** What is shown on a console. */
    static String text(SpeedResults results) {
        SpeedReport report = new SpeedReport(results);
        List<String> lines = new ArrayList<>(SpeedTables.ratios(report.ratios(), report.forms()));
        lines.add("");
        lines.addAll(SpeedTables.forms(report.forms()));
        lines.addAll(new BenchNotes(Optional.of("Goals missed"), Goals.missed(results)).lines());
        lines.addAll(new BenchNotes(Optional.of("Notes"), results.notes()).lines());
        return String.join("\n", lines);
    }

    private TreeSet<String> frameworks() {
        TreeSet<String> names = new TreeSet<>();
        results.cases().forEach(one -> results.entries(one).forEach(e -> names.add(e.framework())));
        return names;
    }
}
