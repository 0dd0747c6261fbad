package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import kd4j.bench.CacheSweep.Pair;
import kd4j.bench.CacheSweep.Timed;
import kd4j.recipe.ResolvedYaml;
import kd4j.report.CsvTable;

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

    /** Each training for programs. */
    String trainings() {
        return "recipe,seed,arm,cached_s,uncached_s,rows,kept\n"
                + pairs.stream()
                        .map(p -> String.format(
                                Locale.ROOT,
                                "\"%s\",%d,%s,%.1f,%.1f,%s%n",
                                p.cell(),
                                p.seed(),
                                p.arm(),
                                p.cached().seconds(),
                                p.uncached().seconds(),
                                rows(p.cached())))
                        .collect(Collectors.joining());
    }

    private static String rows(Timed timed) {
        return timed.rows() == 0 ? "," : timed.rows() + "," + timed.kept();
    }

    /** Where the times of each training stand beside the sums. */
    public static Path trainings(Path csv) {
        return BenchPage.beside(csv, "-trainings.csv");
    }

    /** Where the words stand; the recipe has the plain name. */
    public static Path words(Path csv) {
        return BenchPage.beside(csv, "-page.yaml");
    }

    /** The page of numbers and words. */
    public static String markdown(CsvTable sums, CsvTable trainings, BenchPage page) {
        List<String> lines = new ArrayList<>(List.of(
                "| trainings | cached s | uncached s | speed-up | hit rate | bytes |",
                "|---|---:|---:|---:|---:|---:|"));
        sums.rows()
                .forEach(row -> lines.add("| " + String.join(" | ", row.cells().toList()) + " |"));
        lines.addAll(List.of(
                "",
                "## Each training",
                "",
                "| recipe | seed | arm | cached s | uncached s | rows asked | kept before |",
                "|---|---:|---|---:|---:|---:|---:|"));
        trainings
                .rows()
                .forEach(row -> lines.add("| %s | %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                row.text("recipe"),
                                row.text("seed"),
                                row.text("arm"),
                                row.text("cached_s"),
                                row.text("uncached_s"),
                                row.find("rows").orElse("-"),
                                row.find("kept").orElse("-"))));
        return page.markdown(lines);
    }

    private BenchPage page() {
        List<String> machine = BenchPage.lines(SpeedEnvironment.description());
        machine.add("threads: " + System.getenv().getOrDefault("OMP_NUM_THREADS", "not set"));
        return new BenchPage(
                "A sweep with and without a cache of the teacher's answers",
                List.of(
                        "Written by `kd4j bench cache` from the recipe [%s](%s)."
                                .formatted(recipe.getFileName(), recipe.getFileName()),
                        "Every recipe of its matrix runs both ways in one process, one after the other, the order changing from one to the"
                                + " next; the cache begins empty, and the teacher's own training is not counted. Seconds are those of a whole"
                                + " training, with its evaluations, which ask the teacher too. All %d trainings have the same bits both ways."
                                        .formatted(pairs.size())),
                List.of(new BenchNotes(Optional.of("Machine"), machine)));
    }

    /** The tables for readers. */
    public String markdown() {
        Path here = Path.of("cache");
        return markdown(CsvTable.parse(here, csv()), CsvTable.parse(here, trainings()), page());
    }

    /** Writes numbers, words and page. */
    public void write(Path csv) {
        try {
            Files.createDirectories(csv.toAbsolutePath().getParent());
            Files.writeString(csv, csv());
            Files.writeString(trainings(csv), trainings());
            Files.writeString(words(csv), ResolvedYaml.of(page()));
            Files.writeString(BenchPage.beside(csv, ".md"), markdown());
        } catch (IOException e) {
            throw new BenchException("%s: cannot be written: %s. Choose another file with --out.".formatted(csv, e), e);
        }
    }
}
