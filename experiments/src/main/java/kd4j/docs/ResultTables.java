package kd4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import kd4j.bench.BenchPage;
import kd4j.bench.CacheTable;
import kd4j.bench.MethodTimesTable;
import kd4j.bench.SpeedTables;
import kd4j.bench.TeacherTimes;
import kd4j.bench.ThreadsTable;
import kd4j.recipe.Binder;
import kd4j.report.CommittedComparison;
import kd4j.report.ComparisonNotes;
import kd4j.report.CompressionResults;
import kd4j.report.CompressionTable;
import kd4j.report.CsvTable;
import kd4j.report.MethodResults;
import kd4j.report.MethodTable;
import kd4j.report.PaperResults;
import kd4j.report.PaperTable;

/**
 * The tables of {@code experiments/results}: each page for readers, {@code X.md}, follows from its numbers, {@code X.csv}, and its
 * words, {@code X.yaml}, and from nothing else. Some have a second file of numbers; the words of {@code cache.md} stand in {@code
 * cache-page.yaml}, because its recipe has the plain name.
 */
public final class ResultTables {
    private static final String FOLDER = "experiments/results";

    /**
     * A kind of table.
     *
     * @param columns how the first line of its numbers begins
     * @param markdown the page, of the numbers' file and the words' file
     */
    private record Kind(String columns, BiFunction<CsvTable, Path, String> markdown) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("arm,seed,errors,paper,rows", (csv, yaml) -> PaperResults.of(words(PaperTable.class, yaml), csv)
                    .markdown()),
            new Kind("data,pair,method,seed,", (csv, yaml) -> MethodResults.of(words(MethodTable.class, yaml), csv)
                    .markdown()),
            new Kind(
                    "data,variant,accuracy,",
                    (csv, yaml) -> CompressionResults.markdown(
                            csv, CsvTable.read(beside(csv.file(), "-seeds.csv")), words(CompressionTable.class, yaml))),
            new Kind(
                    "run,arm,seeds,",
                    (csv, yaml) -> CommittedComparison.markdown(csv, words(ComparisonNotes.class, yaml))),
            new Kind(
                    "sweep,cached_s,uncached_s,",
                    (csv, yaml) -> CacheTable.markdown(
                            csv,
                            CsvTable.read(CacheTable.trainings(csv.file())),
                            words(BenchPage.class, CacheTable.words(csv.file())))),
            new Kind(
                    "recipe,method,rounds,",
                    (csv, yaml) -> MethodTimesTable.markdown(csv, words(BenchPage.class, yaml))),
            new Kind(
                    "recipe,parameters,threads,batch,",
                    (csv, yaml) -> TeacherTimes.markdown(csv, words(BenchPage.class, yaml))),
            new Kind(
                    "model,threads,multiply_adds,",
                    (csv, yaml) -> ThreadsTable.markdown(csv, words(BenchPage.class, yaml))),
            new Kind(
                    "model,threads,ours_ms,",
                    (csv, yaml) -> SpeedTables.markdown(
                            csv, CsvTable.read(SpeedTables.forms(csv.file())), words(BenchPage.class, yaml))));

    private ResultTables() {}

    /**
     * Compares all committed pages with what follows from their numbers and words.
     *
     * @param root the checkout
     * @return how many there are
     * @throws DocsException when a page differs, or has no numbers or words
     */
    public static int check(Path root) {
        List<Path> pages = pages(root);
        pages.forEach(page -> Pages.check(page, markdown(page)));
        return pages.size();
    }

    /** Writes all pages anew. */
    public static int write(Path root) {
        List<Path> pages = pages(root);
        pages.forEach(page -> Pages.write(page, markdown(page)));
        return pages.size();
    }

    private static List<Path> pages(Path root) {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        } catch (IOException e) {
            throw new DocsException(folder + ": cannot be listed: " + e, e);
        }
    }

    private static String markdown(Path page) {
        CsvTable csv = CsvTable.read(beside(page, ".csv"));
        String columns = String.join(",", csv.columns());
        return KINDS.stream()
                .filter(kind -> columns.startsWith(kind.columns()))
                .findFirst()
                .orElseThrow(() ->
                        new DocsException("%s: its columns are those of no table that is known: %s. Known begin with %s"
                                .formatted(
                                        csv.file(),
                                        columns,
                                        KINDS.stream().map(Kind::columns).toList())))
                .markdown()
                .apply(csv, beside(page, ".yaml"));
    }

    private static Path beside(Path page, String ending) {
        return page.resolveSibling(page.getFileName().toString().replaceFirst("\\.(csv|md)$", "") + ending);
    }

    private static <T> T words(Class<T> section, Path yaml) {
        try {
            return Binder.bind(section, yaml.toString(), Files.readString(yaml));
        } catch (IOException e) {
            throw new DocsException(
                    yaml + ": cannot be read: " + e + ". It has the words beside the numbers of the table", e);
        }
    }
}
