package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import kd4j.bench.CacheSweep.Pair;
import kd4j.bench.CacheSweep.Timed;

/**
 * What a sweep with a cache took beside one without.
 *
 * @param recipe the recipe's file
 * @param pairs each training both ways
 * @param bytes size of the cache's files
 */
public record CacheTable(Path recipe, List<Pair> pairs, long bytes) {
    private static final String DISTILLED = "distilled";

    public CacheTable {
        pairs = List.copyOf(pairs);
        List<Pair> differ = pairs.stream().filter(p -> !p.sameBits()).toList();
        if (!differ.isEmpty()) {
            throw new BenchException(
                    "the cache changed the bits of %d trainings: %s. The teacher's answers are not kept exactly; nothing is reported."
                            .formatted(
                                    differ.size(),
                                    differ.stream()
                                            .map(p -> p.cell() + " seed " + p.seed() + " " + p.arm())
                                            .toList()));
        }
    }

    /** The table for programs. */
    public String csv() {
        return "sweep,cached_s,uncached_s,speedup,hit_rate,bytes\n"
                + row(
                        "%s,%.1f,%.1f,%.3f,%s,%d",
                        "distilled students", p -> p.arm().equals(DISTILLED))
                + row("%s,%.1f,%.1f,%.3f,%s,%d", "students alone", p -> !p.arm().equals(DISTILLED))
                + row("%s,%.1f,%.1f,%.3f,%s,%d", "whole sweep", p -> true);
    }

    private String row(String pattern, String name, Predicate<Pair> which) {
        double cached = sum(which, p -> p.cached().seconds());
        double uncached = sum(which, p -> p.uncached().seconds());
        return String.format(Locale.ROOT, pattern, name, cached, uncached, uncached / cached, hitRate(which), bytes)
                + "\n";
    }

    private String hitRate(Predicate<Pair> which) {
        double rows = sum(which, p -> p.cached().rows());
        return rows == 0
                ? ""
                : String.format(Locale.ROOT, "%.4f", sum(which, p -> p.cached().kept()) / rows);
    }

    private double sum(Predicate<Pair> which, ToDoubleFunction<Pair> value) {
        return pairs.stream().filter(which).mapToDouble(value).sum();
    }

    /** The tables for readers. */
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "# A sweep with and without a cache of the teacher's answers",
                "",
                "Written by `kd4j bench cache` from the recipe [%s](%s)."
                        .formatted(recipe.getFileName(), recipe.getFileName()),
                "Every recipe of its matrix runs both ways in one process, one after the other, the order changing from one to the"
                        + " next; the cache begins empty, and the teacher's own training is not counted. Seconds are those of a whole"
                        + " training, with its evaluations, which ask the teacher too. All %d trainings have the same bits both ways."
                                .formatted(pairs.size()),
                "",
                "| trainings | cached s | uncached s | speed-up | hit rate | bytes |",
                "|---|---:|---:|---:|---:|---:|"));
        csv().lines().skip(1).forEach(line -> lines.add("| " + line.replace(",", " | ") + " |"));
        lines.addAll(List.of(
                "",
                "## Each training",
                "",
                "| recipe | seed | arm | cached s | uncached s | rows asked | kept before |",
                "|---|---:|---|---:|---:|---:|---:|"));
        pairs.forEach(p -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.1f | %.1f | %s |",
                p.cell(),
                p.seed(),
                p.arm(),
                p.cached().seconds(),
                p.uncached().seconds(),
                rows(p.cached()))));
        lines.addAll(List.of("", "## Machine", ""));
        for (Map.Entry<String, String> line : SpeedEnvironment.description().entrySet()) {
            lines.add("* " + line.getKey() + ": " + line.getValue());
        }
        lines.add("* threads: " + System.getenv().getOrDefault("OMP_NUM_THREADS", "not set"));
        return String.join("\n", lines) + "\n";
    }

    private static String rows(Timed timed) {
        return timed.rows() == 0 ? "- | -" : timed.rows() + " | " + timed.kept();
    }

    /** Writes the table, and the one for readers beside it. */
    public void write(Path csv) {
        Path markdown = csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".md");
        try {
            Files.createDirectories(csv.toAbsolutePath().getParent());
            Files.writeString(csv, csv());
            Files.writeString(markdown, markdown());
        } catch (IOException e) {
            throw new BenchException("%s: cannot be written: %s. Choose another file with --out.".formatted(csv, e), e);
        }
    }
}
