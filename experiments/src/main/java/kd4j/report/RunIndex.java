package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * All runs below a folder, oldest first: {@code DIR/<recipe name>/<time>-<digest>}. It is made from the runs' own records whenever it is
 * wanted, so nothing is lost with it. Folders that cannot be read stand in it with what is wrong.
 *
 * @param root the folder
 * @param runs what was found
 */
public record RunIndex(Path root, List<IndexedRun> runs) {
    private static final String TIME = "\\d{8}-\\d{6}.*";

    /**
     * Looks into every run's record.
     *
     * @throws ReportException when there is no such folder
     */
    public static RunIndex of(Path root) {
        if (!Files.isDirectory(root)) {
            throw new ReportException(root
                    + ": no such folder. Name the folder of all runs, which is runs where --out did not say otherwise");
        }
        List<IndexedRun> runs = new ArrayList<>();
        for (Path recipe : folders(root)) {
            for (Path run : folders(recipe)) {
                // Trained teachers and the like are no runs.
                if (Files.exists(run.resolve("provenance.json"))
                        || run.getFileName().toString().matches(TIME)) {
                    runs.add(IndexedRun.of(root, run));
                }
            }
        }
        runs.sort(Comparator.comparing(IndexedRun::started).thenComparing(IndexedRun::folder));
        return new RunIndex(root, List.copyOf(runs));
    }

    private static List<Path> folders(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new ReportException(root + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Only some of them. */
    public RunIndex only(Predicate<IndexedRun> wanted) {
        return new RunIndex(root, runs.stream().filter(wanted).toList());
    }

    /** For a terminal; what is wrong with broken folders stands below the table. */
    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", "state", "seeds", "teacher", "alone", "distilled", "tuned"));
        runs.forEach(run -> rows.add(List.of(
                run.folder(),
                run.state().word(),
                run.seeds() == 0 ? "" : String.valueOf(run.seeds()),
                run.shown(Arm.TEACHER),
                run.shown(Arm.ALONE),
                run.shown(Arm.DISTILLED),
                run.trials() == 0 ? "" : run.trials() + " trials")));
        String problems = runs.stream()
                .filter(run -> !run.problem().isEmpty())
                .map(run -> run.folder() + ": " + run.problem() + "\n")
                .collect(Collectors.joining());
        return aligned(rows) + (problems.isEmpty() ? "" : "\n" + problems);
    }

    private static String aligned(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For programs: a row a run. */
    public String csv() {
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            printer.printRecord(IndexedRun.COLUMNS);
            for (IndexedRun run : runs) {
                printer.printRecord(run.fields().values());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    /** For programs: an object a run, without what is not known. */
    public String jsonl() {
        return runs.stream()
                .map(run -> {
                    Map<String, Object> known = new LinkedHashMap<>(run.fields());
                    known.values().removeIf(value -> Optional.ofNullable(value).isEmpty() || value.equals(""));
                    return kd4j.run.Json.line(known) + "\n";
                })
                .collect(Collectors.joining());
    }

    /** Writes {@code index.csv} and {@code index.jsonl} into the folder. */
    public void write() {
        try {
            Files.writeString(root.resolve("index.csv"), csv());
            Files.writeString(root.resolve("index.jsonl"), jsonl());
        } catch (IOException e) {
            throw new ReportException(root + ": the index cannot be written: " + e, e);
        }
    }
}
