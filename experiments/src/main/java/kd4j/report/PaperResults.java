package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kd4j.metric.Statistics;
import kd4j.report.Result.Score;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Our test errors beside a paper's, seed by seed. A recipe's seeds may come from several runs, each seed from one. */
public final class PaperResults implements ResultTable {
    private final PaperTable table;
    private final Map<PaperTable.Row, Map<Long, Score>> scores = new LinkedHashMap<>();

    private PaperResults(PaperTable table, Function<PaperTable.Row, Map<Long, Score>> scores) {
        this.table = table;
        table.rows().forEach(row -> this.scores.put(row, scores.apply(row)));
    }

    /**
     * Reads run folders.
     *
     * @throws ReportException when a row's recipe or arm is in none of the folders, or a seed of it is in two
     */
    public static PaperResults of(PaperTable table, List<Path> runFolders) {
        List<RunFolder> runs = runFolders.stream().map(RunFolder::read).toList();
        return new PaperResults(table, row -> scores(row, runs));
    }

    /**
     * Reads what {@link #csv} wrote.
     *
     * @throws ReportException when a row of the table is not in it
     */
    public static PaperResults of(PaperTable table, CsvTable csv) {
        return new PaperResults(table, row -> scores(row, csv));
    }

    private static Map<Long, Score> scores(PaperTable.Row row, CsvTable csv) {
        Map<Long, Score> bySeed = new TreeMap<>();
        for (CsvTable.Row line : csv.rows()) {
            if (line.text("arm").equals(row.name())) {
                if (line.whole("paper") != row.errors()) {
                    throw new ReportException("%s: row '%s' has %d errors of the paper, its .yaml has %d"
                            .formatted(csv.file(), row.name(), line.whole("paper"), row.errors()));
                }
                long errors = line.whole("errors");
                long rows = line.whole("rows");
                double accuracy = 1 - (double) errors / rows;
                bySeed.put(line.whole("seed"), new Score(Measure.ACCURACY, rows, accuracy, errors, List.of()));
            }
        }
        if (bySeed.isEmpty()) {
            throw new ReportException("%s: has no row '%s', which its .yaml names".formatted(csv.file(), row.name()));
        }
        return bySeed;
    }

    private static Map<Long, Score> scores(PaperTable.Row row, List<RunFolder> runs) {
        Map<Long, Score> bySeed = new TreeMap<>();
        for (RunFolder run : runs) {
            if (run.name().equals(row.recipe())) {
                run.arm(row.arm()).ifPresent(arm -> arm.scores().forEach((seed, score) -> {
                    if (bySeed.put(seed, score) != null) {
                        throw new ReportException(
                                "%s: seed %d of recipe '%s' is in another folder too; name one of them"
                                        .formatted(run.folder(), seed, row.recipe()));
                    }
                }));
            }
        }
        if (bySeed.isEmpty()) {
            throw new ReportException("row '%s': no folder has arm '%s' of a recipe named '%s'; folders given are of %s"
                    .formatted(
                            row.name(),
                            row.arm(),
                            row.recipe(),
                            runs.stream().map(RunFolder::name).distinct().toList()));
        }
        return bySeed;
    }

    /** A line for each row and seed: {@code arm,seed,errors,paper,rows}. */
    @Override
    public String csv() {
        StringWriter out = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(
                out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            printer.printRecord("arm", "seed", "errors", "paper", "rows");
            for (Map.Entry<PaperTable.Row, Map<Long, Score>> row : scores.entrySet()) {
                for (Map.Entry<Long, Score> seed : row.getValue().entrySet()) {
                    printer.printRecord(
                            row.getKey().name(),
                            seed.getKey(),
                            seed.getValue().errors(),
                            row.getKey().errors(),
                            seed.getValue().rows());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    /** The table for readers. */
    @Override
    public String markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "# " + table.title(),
                "",
                "Test errors; the paper is " + table.paper() + ". " + table.note(),
                "",
                "| | paper | ours: mean | 95 % interval of the mean | each seed |",
                "|---|---:|---:|---|---|"));
        scores.forEach((row, bySeed) -> lines.add(line(row, bySeed)));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(PaperTable.Row row, Map<Long, Score> bySeed) {
        Statistics.Summary in = Statistics.summary(
                bySeed.values().stream().mapToDouble(Score::errors).toArray());
        String interval = in.ci95()
                .map(i -> String.format(Locale.ROOT, "%.1f to %.1f", i.low(), i.high()))
                .orElse("one seed");
        String seeds = bySeed.entrySet().stream()
                .map(e -> "seed %d: %d of %d"
                        .formatted(
                                e.getKey(), e.getValue().errors(), e.getValue().rows()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "| %s | %d | %.1f | %s | %s |", row.name(), row.errors(), in.mean(), interval, seeds);
    }
}
