package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kd4j.bench.Contender.Side;
import kd4j.report.CsvTable;

/** The two tables for readers of a comparison of frameworks, made of the two for programs. */
public final class SpeedTables {
    private SpeedTables() {}

    /** Where the times of every form stand beside the ratios. */
    public static Path forms(Path csv) {
        return BenchPage.beside(csv, "-forms.csv");
    }

    /** The page of numbers and words. */
    public static String markdown(CsvTable ratios, CsvTable forms, BenchPage page) {
        List<String> tables = new ArrayList<>(ratios(ratios, forms));
        tables.addAll(List.of("", "## All forms", ""));
        tables.addAll(forms(forms));
        return page.markdown(tables);
    }

    static List<String> ratios(CsvTable ratios, CsvTable forms) {
        List<String> lines = new ArrayList<>(List.of(
                "| model | threads | ours ms | fastest PyTorch | ms | ours / PyTorch | ours / DJL | framework share | memory ratio |",
                "|---|---:|---:|---|---:|---:|---:|---:|---:|"));
        ratios.rows().forEach(row -> lines.add(ratio(row, forms)));
        return lines;
    }

    private static String ratio(CsvTable.Row row, CsvTable forms) {
        String model = row.text("model");
        long threads = row.whole("threads");
        Optional<CsvTable.Row> ours = of(forms, model, Side.OURS).stream()
                .filter(f -> f.whole("threads") == threads)
                .findFirst();
        // Who has two cores may use one, and some are faster so.
        Optional<CsvTable.Row> pytorch = of(forms, model, Side.PYTORCH).stream()
                .filter(f -> f.whole("threads") <= threads)
                .min(Comparator.comparingDouble(f -> f.number("ms")));
        return "| %s | %d | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        model,
                        threads,
                        ours.map(f -> millis(f) + with(f.whole("used_threads"), threads))
                                .orElse(""),
                        pytorch.map(f -> f.text("who") + with(f.whole("threads"), threads))
                                .orElse(""),
                        pytorch.map(SpeedTables::millis).orElse(""),
                        text(row, "ratio_pytorch"),
                        text(row, "ratio_djl"),
                        text(row, "framework_share"),
                        text(row, "rss_ratio"));
    }

    private static List<CsvTable.Row> of(CsvTable forms, String model, Side side) {
        return forms.rows().stream()
                .filter(f -> f.text("model").equals(model) && f.text("side").equals(SpeedCsv.name(side)))
                .toList();
    }

    private static String with(long used, long threads) {
        return used == threads ? "" : ", %d thread".formatted(used);
    }

    private static String millis(CsvTable.Row form) {
        return Spread.find(form, "ms").orElseThrow().toString();
    }

    private static String text(CsvTable.Row row, String column) {
        return row.findNumber(column)
                .map(n -> String.format(Locale.ROOT, "%.2f", n))
                .orElse("");
    }

    static List<String> forms(CsvTable forms) {
        List<String> lines = new ArrayList<>(List.of(
                "| model | threads | who | rounds | ms | CPU ms | images/s | GFLOP/s | peak MiB | growth KiB a step |",
                "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|"));
        forms.rows()
                .forEach(f -> lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %d | %s | %d | %s | %s | %.0f | %.1f | %.0f | %.1f |",
                        f.text("model"),
                        f.whole("threads"),
                        f.text("who"),
                        f.whole("rounds"),
                        millis(f),
                        Spread.figure(f.number("cpu_ms")),
                        f.number("images_per_s"),
                        f.number("gflops"),
                        f.number("peak_mib"),
                        f.number("growth_kib"))));
        return lines;
    }
}
