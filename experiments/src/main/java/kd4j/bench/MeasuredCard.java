package kd4j.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kd4j.edge.Bundle;
import kd4j.export.MeasuredBundle;

/**
 * What a model card says of how fast its bundle is, and copies of bundles with such cards.
 *
 * @param rounds how often speed was measured
 * @param threads threads inside an operation
 */
record MeasuredCard(int rounds, int threads) {
    /** A copy of each bundle, under its own name. Answers where they are. */
    List<Path> write(List<FileFigures> files, Path folder) {
        Map<Path, FileFigures> copies = new TreeMap<>();
        for (FileFigures file : files) {
            if (file.file().toString().endsWith(Bundle.EXTENSION)) {
                FileFigures other = copies.put(folder.resolve(file.file().getFileName()), file);
                if (other != null) {
                    throw new BenchException(
                            "%s and %s have one name, so that one of their copies in %s would be lost. Measure them one after the other, with a folder each"
                                    .formatted(other.file(), file.file(), folder));
                }
            }
        }
        if (copies.isEmpty()) {
            throw new BenchException("no bundle was named: only files " + Bundle.EXTENSION
                    + " have a model card. Add 'bundle' to the recipe's 'export', or leave out --cards");
        }
        copies.forEach((copy, file) -> MeasuredBundle.write(file.file(), text(file), copy));
        return List.copyOf(copies.keySet());
    }

    /** A table in Markdown. */
    String text(FileFigures file) {
        FileTimes t = file.times();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "a row by itself",
                "median %s us, 95th percentile %s us, 99th %s us"
                        .formatted(
                                Spread.figure(t.p50Micros()),
                                Spread.figure(t.p95Micros()),
                                Spread.figure(t.p99Micros())));
        lines.put("in batches of 64", String.format(Locale.ROOT, "%,.0f rows a second", t.rowsPerSecond()));
        lines.put(
                "start of the process to its first answer",
                String.format(Locale.ROOT, "%.0f ms, the start of Java included", t.startMillis()));
        lines.put(
                "peak memory of the process",
                String.format(Locale.ROOT, "%.1f MiB, Java included", t.peakKilobytes() / 1024.0));
        lines.put(
                "energy of a row",
                t.joulesPerRow() == null ? t.energyMissing() : String.format(Locale.ROOT, "%.3g J", t.joulesPerRow()));
        if (file.rows() > 0) {
            lines.put(
                    "accuracy of this file",
                    String.format(
                            Locale.ROOT,
                            "%.2f %% of %,d test rows (95 %% interval %.2f to %.2f after Wilson)",
                            100 * file.accuracy(),
                            file.rows(),
                            100 * file.interval().low(),
                            100 * file.interval().high()));
        }
        lines.put("rounds, threads inside an operation", rounds + ", " + threads);
        lines.putAll(SpeedEnvironment.description());
        lines.remove("environment of all sides");
        return lines.entrySet().stream()
                .map(line -> "| %s | %s |".formatted(line.getKey(), line.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "| | |\n|---|---|\n",
                        "\n\nOn another machine, or beside other work, these figures are others.\n"));
    }
}
