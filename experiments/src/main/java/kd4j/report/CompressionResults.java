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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import kd4j.metric.Statistics;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * What compression made of one network: accuracy, length, work and time of the exported files of one recipe's combinations, means over the same
 * seeds, and what each of them gains against the first. Differences in accuracy are tested after Student over pairs of seeds and adjusted
 * after Holm; ratios are those of the means.
 */
public final class CompressionResults implements ResultTable {
    private final CompressionTable table;
    private final String data;
    private final Map<String, Map<Long, CompressedFile>> variants = new LinkedHashMap<>();

    private CompressionResults(CompressionTable table, String data) {
        this.table = table;
        this.data = data;
    }

    /**
     * Reads run folders whose exported files {@code kd4j bench file} has measured.
     *
     * @param folders of one recipe, each combination that a row names once
     * @throws ReportException when a row's combination is in none of the folders or in two, or a file has no figures
     */
    public static CompressionResults of(CompressionTable table, List<Path> folders) {
        Map<String, Path> runs = new LinkedHashMap<>();
        for (Path folder : folders) {
            String combination =
                    JsonPlace.read(folder.resolve("provenance.json")).text("combination");
            Path other = runs.put(combination, folder);
            if (other != null) {
                throw new ReportException(
                        "%s: combination '%s' is in %s too; name one of them".formatted(folder, combination, other));
            }
        }
        String data = JsonPlace.read(folders.get(0).resolve("summary.json"))
                .at("data")
                .text("name");
        CompressionResults results = new CompressionResults(table, data);
        for (CompressionTable.Row row : table.rows()) {
            Path run = runs.get(row.combination());
            if (run == null) {
                throw new ReportException("row '%s': no folder is of the combination '%s'; given are %s"
                        .formatted(row.name(), row.combination(), runs.keySet()));
            }
            results.add(row.name(), CompressedFile.of(run, row.file()));
        }
        return results;
    }

    /**
     * Reads what {@link #seeds} wrote.
     *
     * @throws ReportException when a row of the table is not in it
     */
    public static CompressionResults of(CompressionTable table, CsvTable seeds) {
        Map<String, Map<Long, CompressedFile>> read = new LinkedHashMap<>();
        for (CsvTable.Row row : seeds.rows()) {
            read.computeIfAbsent(row.text("variant"), v -> new TreeMap<>())
                    .put(
                            row.whole("seed"),
                            new CompressedFile(
                                    row.number("accuracy"),
                                    row.whole("bytes"),
                                    row.whole("macs"),
                                    row.number("p50_us")));
        }
        List<String> names =
                table.rows().stream().map(CompressionTable.Row::name).toList();
        if (!List.copyOf(read.keySet()).equals(names)) {
            throw new ReportException(
                    "%s: has the variants %s, its .yaml has %s".formatted(seeds.file(), read.keySet(), names));
        }
        CompressionResults results =
                new CompressionResults(table, seeds.rows().get(0).text("data"));
        read.forEach(results::add);
        return results;
    }

    /**
     * The page of committed numbers.
     *
     * @param csv the means
     * @param seeds what they are means of
     * @throws ReportException when the means are not those of the seeds
     */
    public static String markdown(CsvTable csv, CsvTable seeds, CompressionTable table) {
        CompressionResults results = of(table, seeds);
        if (!cells(csv).equals(cells(CsvTable.parse(csv.file(), results.csv())))) {
            throw new ReportException("%s: its rows are not the means of %s. Write both anew with kd4j results"
                    .formatted(csv.file(), seeds.file()));
        }
        return results.markdown();
    }

    private static List<List<String>> cells(CsvTable table) {
        return table.rows().stream()
                .map(CsvTable.Row::cells)
                .map(CSVRecord::toList)
                .toList();
    }

    private void add(String name, Map<Long, CompressedFile> files) {
        Set<Long> seeds = variants.isEmpty() ? files.keySet() : base().keySet();
        if (!files.keySet().equals(seeds)) {
            throw new ReportException("variant '%s' has the seeds %s, '%s' has %s"
                    .formatted(name, files.keySet(), table.rows().get(0).name(), seeds));
        }
        variants.put(name, files);
    }

    private Map<Long, CompressedFile> base() {
        return variants.values().iterator().next();
    }

    /** A line for each variant, with means over seeds: {@code data,variant,accuracy,ci_lo,ci_hi,bytes,macs,p50_us}. */
    @Override
    public String csv() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("data", "variant", "accuracy", "ci_lo", "ci_hi", "bytes", "macs", "p50_us"));
        variants.forEach((name, files) -> {
            Statistics.Summary accuracy = accuracy(files);
            lines.add(List.of(
                    data,
                    name,
                    text("%.4f", accuracy.mean()),
                    accuracy.ci95().map(i -> text("%.4f", i.low())).orElse(""),
                    accuracy.ci95().map(i -> text("%.4f", i.high())).orElse(""),
                    text("%.0f", mean(files, CompressedFile::bytes)),
                    text("%.0f", mean(files, CompressedFile::macs)),
                    text("%.1f", mean(files, CompressedFile::micros))));
        });
        return printed(lines);
    }

    /** A line for each variant and seed: {@code data,variant,seed,accuracy,bytes,macs,p50_us}. */
    public String seeds() {
        List<List<?>> lines = new ArrayList<>();
        lines.add(List.of("data", "variant", "seed", "accuracy", "bytes", "macs", "p50_us"));
        variants.forEach((name, files) -> files.forEach((seed, file) ->
                lines.add(List.of(data, name, seed, file.accuracy(), file.bytes(), file.macs(), file.micros()))));
        return printed(lines);
    }

    private static String printed(List<? extends List<?>> lines) {
        StringWriter out = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(
                out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            printer.printRecords(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    /** The table for readers. */
    @Override
    public String markdown() {
        String first = table.rows().get(0).name();
        List<String> lines = new ArrayList<>(List.of(
                "# " + table.title(),
                "",
                "%s. %s Means over seeds %s. Differences are points of accuracy with 95 %% intervals over the same seeds (paired t test), with verdicts after Holm over all lines; shares are of %s."
                        .formatted(data, table.note(), seedsText(), first),
                "",
                "| | accuracy % | 95 % interval | against %s | bytes | share | MACs | share | p50 us, batch 1 | share, each seed |"
                        .replace("%s", first),
                "|---|---:|---|---|---:|---:|---:|---:|---:|---|"));
        Map<String, String> differences = differences();
        variants.forEach((name, files) -> lines.add(line(name, files, differences.getOrDefault(name, ""))));
        if (!table.notes().isEmpty()) {
            lines.add("");
            table.notes().forEach(note -> lines.add("* " + note));
        }
        return String.join("\n", lines) + "\n";
    }

    private String seedsText() {
        return base().keySet().toString().replaceAll("[\\[\\]]", "");
    }

    private String line(String name, Map<Long, CompressedFile> files, String difference) {
        Statistics.Summary accuracy = accuracy(files);
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        name,
                        Measure.ACCURACY.text(accuracy.mean()),
                        accuracy.ci95().map(Measure.ACCURACY::interval).orElse("one seed"),
                        difference,
                        text("%,.0f", mean(files, CompressedFile::bytes)),
                        share(files, CompressedFile::bytes),
                        text("%,.0f", mean(files, CompressedFile::macs)),
                        share(files, CompressedFile::macs),
                        text("%.1f", mean(files, CompressedFile::micros)),
                        share(files, CompressedFile::micros) + eachShare(files));
    }

    private String share(Map<Long, CompressedFile> files, ToDoubleFunction<CompressedFile> figure) {
        return text("%.1f %%", 100 * mean(files, figure) / mean(base(), figure));
    }

    /** Of the times, which differ from seed to seed by the machine alone. */
    private String eachShare(Map<Long, CompressedFile> files) {
        List<String> shares = files.entrySet().stream()
                .map(e -> text(
                        "%.1f",
                        100 * e.getValue().micros() / base().get(e.getKey()).micros()))
                .toList();
        return files == base() ? "" : " (" + String.join(", ", shares) + ")";
    }

    private Map<String, String> differences() {
        Map<String, double[]> others = new LinkedHashMap<>();
        variants.forEach((name, files) -> {
            if (files != base()) {
                others.put(name, accuracies(files));
            }
        });
        return SeedDifferences.cells(Measure.ACCURACY, accuracies(base()), others);
    }

    private static double[] accuracies(Map<Long, CompressedFile> files) {
        return files.values().stream().mapToDouble(CompressedFile::accuracy).toArray();
    }

    private static Statistics.Summary accuracy(Map<Long, CompressedFile> files) {
        return Statistics.summary(accuracies(files));
    }

    private static double mean(Map<Long, CompressedFile> files, ToDoubleFunction<CompressedFile> figure) {
        return files.values().stream().mapToDouble(figure).average().orElseThrow();
    }

    private static String text(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
