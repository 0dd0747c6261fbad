package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kd4j.bench.Contender.Side;
import kd4j.bench.SpeedResults.Case;
import kd4j.bench.SpeedResults.Entry;

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
            is the processor time of a step in all threads, which a busy machine disturbs less.
            """
                    .formatted(BenchModel.BATCH);

    private final SpeedResults results;

    private SpeedReport(SpeedResults results) {
        this.results = results;
    }

    /** Markdown, with what the figures depend on. */
    static String markdown(SpeedResults results, int rounds, Map<String, String> environment) {
        SpeedReport report = new SpeedReport(results);
        List<String> lines = new ArrayList<>(List.of("# Training steps beside other frameworks", ""));
        lines.add("Written by `kd4j bench step`, %s.".formatted(rounds(results.rounds(), rounds)));
        lines.add(INTRODUCTION);
        lines.addAll(report.ratios());
        lines.addAll(List.of("", "## All forms", ""));
        lines.addAll(report.forms());
        section(lines, "Goals missed", Goals.missed(results));
        section(lines, "Notes", results.notes());
        List<String> machine = new ArrayList<>();
        environment.forEach((key, value) -> machine.add(key + ": " + value));
        machine.add("frameworks: " + String.join("; ", report.frameworks()));
        section(lines, "Machine", machine);
        return String.join("\n", lines) + "\n";
    }

    private static String rounds(int done, int planned) {
        String so = done < planned ? "%d of %d".formatted(done, planned) : String.valueOf(done);
        return so + (planned == 1 ? " round" : " rounds");
    }

    /** What is shown on a console. */
    static String text(SpeedResults results) {
        SpeedReport report = new SpeedReport(results);
        List<String> lines = new ArrayList<>(report.ratios());
        lines.add("");
        lines.addAll(report.forms());
        section(lines, "Goals missed", Goals.missed(results));
        section(lines, "Notes", results.notes());
        return String.join("\n", lines);
    }

    private static void section(List<String> lines, String title, List<String> items) {
        if (!items.isEmpty()) {
            lines.addAll(List.of("", "## " + title, ""));
            items.forEach(item -> lines.add("* " + item));
        }
    }

    private List<String> ratios() {
        List<String> lines = new ArrayList<>(List.of(
                "| model | threads | ours ms | fastest PyTorch | ms | ours / PyTorch | ours / DJL | framework share | memory ratio |",
                "|---|---:|---:|---|---:|---:|---:|---:|---:|"));
        results.cases().forEach(one -> lines.add(ratios(one)));
        return lines;
    }

    private String ratios(Case one) {
        Optional<Entry> pytorch = results.fastest(Side.PYTORCH, one);
        return "| %s | %d | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        one.model().name(),
                        one.threads(),
                        results.ours(one).map(e -> used(e, one)).orElse(""),
                        pytorch.map(e -> named(e, one)).orElse(""),
                        pytorch.map(e -> e.millis().toString()).orElse(""),
                        text(results.ratio(Side.PYTORCH, one)),
                        text(results.ratio(Side.DJL, one)),
                        text(results.frameworkShare(one)),
                        text(results.memoryRatio(one)));
    }

    private static String used(Entry ours, Case one) {
        int threads = ours.rounds().get(0).threads();
        return ours.millis() + (threads == one.threads() ? "" : ", %d thread".formatted(threads));
    }

    private static String named(Entry entry, Case one) {
        return entry.name() + (entry.of().equals(one) ? "" : ", " + entry.of().threads() + " thread");
    }

    private List<String> forms() {
        List<String> lines = new ArrayList<>(List.of(
                "| model | threads | who | rounds | ms | CPU ms | images/s | GFLOP/s | peak MiB | growth KiB a step |",
                "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|"));
        results.cases().forEach(one -> results.entries(one).forEach(entry -> lines.add(form(one, entry))));
        return lines;
    }

    private static String form(Case one, Entry entry) {
        double millis = entry.millis().median();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %d | %s | %s | %.0f | %.1f | %.0f | %.1f |",
                one.model().name(),
                one.threads(),
                entry.name(),
                entry.rounds().size(),
                entry.millis(),
                Spread.figure(entry.cpuMillis().median()),
                BenchModel.samples(millis),
                one.model().gflops(millis),
                entry.peakMegabytes().median(),
                entry.growthKb().median());
    }

    private TreeSet<String> frameworks() {
        TreeSet<String> names = new TreeSet<>();
        results.cases().forEach(one -> results.entries(one).forEach(e -> names.add(e.framework())));
        return names;
    }

    private static String text(Optional<Double> number) {
        return number.map(n -> String.format(Locale.ROOT, "%.2f", n)).orElse("");
    }
}
