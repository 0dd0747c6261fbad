package kd4j.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Exported files beside each other.
 *
 * @param files a row each
 * @param rounds how often speed was measured; figures are the middle ones
 * @param threads threads inside an operation
 * @param seconds how long each measurement took
 */
public record FileTable(List<FileFigures> files, int rounds, int threads, double seconds) {
    private static final List<String> HEAD = List.of(
            "file",
            "format",
            "accuracy",
            "ci_lo",
            "ci_hi",
            "rows",
            "bytes",
            "parameters",
            "macs",
            "sparsity",
            "p50_us",
            "p95_us",
            "p99_us",
            "rows_per_s",
            "start_ms",
            "peak_mib",
            "joules_per_row");

    /** A sentence for each file that is clearly slower than compression was to make it, or no smaller. */
    public List<String> warnings() {
        return FileDoubts.of(files).warnings();
    }

    private List<List<String>> rows() {
        return files.stream().map(FileTable::row).toList();
    }

    private static List<String> row(FileFigures f) {
        boolean asked = f.rows() > 0;
        FileTimes t = f.times();
        return List.of(
                f.file().toString(),
                f.format(),
                asked ? number("%.4f", f.accuracy()) : "",
                asked ? number("%.4f", f.interval().low()) : "",
                asked ? number("%.4f", f.interval().high()) : "",
                asked ? String.valueOf(f.rows()) : "",
                String.valueOf(f.bytes()),
                f.parameters() == null ? "" : f.parameters().toString(),
                f.macs() == null ? "" : f.macs().toString(),
                f.sparsity() == null ? "" : number("%.4f", f.sparsity()),
                number("%.1f", t.p50Micros()),
                number("%.1f", t.p95Micros()),
                number("%.1f", t.p99Micros()),
                number("%.0f", t.rowsPerSecond()),
                number("%.0f", t.startMillis()),
                number("%.1f", t.peakKilobytes() / 1024.0),
                t.joulesPerRow() == null ? "" : number("%.3g", t.joulesPerRow()));
    }

    private static String number(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    /** The table for programs. */
    public String csv() {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
            printer.printRecord(HEAD);
            printer.printRecords(rows());
        } catch (IOException e) {
            throw new BenchException("the table cannot be written: " + e.getMessage(), e);
        }
        return text.toString();
    }

    /** The table for readers, with how it was measured. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Exported files\n\n");
        text.append("| ")
                .append(String.join(" | ", HEAD))
                .append(" |\n|---|---|")
                .append("---:|".repeat(HEAD.size() - 2));
        for (List<String> row : rows()) {
            text.append("\n| ")
                    .append(String.join(
                            " | ", row.stream().map(c -> c.isEmpty() ? "-" : c).toList()))
                    .append(" |");
        }
        text.append("\n\n");
        notes().forEach(note -> text.append("* ").append(note).append('\n'));
        return text.toString();
    }

    /** How it was measured, and what could not be. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "written by `kd4j bench file`: %d rounds, each file in a process of its own, %.1f s row by row and %.1f s in batches of 64, behind a warm-up; figures are the middle ones of the rounds",
                rounds,
                seconds,
                seconds));
        notes.add("threads inside an operation: " + threads);
        notes.add("accuracy: the file itself on all test rows of its run, with the 95 % interval after Wilson");
        notes.add(
                "start: from the start of the process to its first answer, the start of Java included; peak memory is that of the whole process");
        files.stream()
                .filter(f -> !f.unasked().isEmpty())
                .forEach(f -> notes.add("accuracy of " + f.file() + ": " + f.unasked()));
        files.stream()
                .map(f -> f.times().energyMissing())
                .filter(m -> !m.isEmpty())
                .distinct()
                .forEach(m -> notes.add("energy: " + m));
        notes.addAll(FileDoubts.of(files).notes());
        for (Map.Entry<String, String> line : SpeedEnvironment.description().entrySet()) {
            notes.add(line.getKey() + ": " + line.getValue());
        }
        return notes;
    }

    /** The table for a terminal: what fits into a line. */
    public String text() {
        String pattern = "%-34s %-12s %9s %10s %10s %9s %9s %9s %10s %8s %8s";
        String head = pattern.formatted(
                "file",
                "format",
                "accuracy",
                "bytes",
                "parameters",
                "p50 us",
                "p95 us",
                "p99 us",
                "rows/s",
                "start ms",
                "MiB");
        return head + "\n"
                + rows().stream()
                        .map(r -> pattern.formatted(
                                end(r.get(0)),
                                r.get(1),
                                dash(r.get(2)),
                                r.get(6),
                                dash(r.get(7)),
                                r.get(10),
                                r.get(11),
                                r.get(12),
                                r.get(13),
                                r.get(14),
                                r.get(15)))
                        .collect(Collectors.joining("\n"));
    }

    private static String dash(String cell) {
        return cell.isEmpty() ? "-" : cell;
    }

    private static String end(String path) {
        return path.length() <= 34 ? path : "..." + path.substring(path.length() - 31);
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

    /**
     * Writes a copy of each bundle into a folder, under its own name, whose model card has these figures; answers where they are.
     *
     * @throws BenchException when there is no bundle, or two of one name
     */
    public List<Path> cards(Path folder) {
        return new MeasuredCard(rounds, threads).write(files, folder);
    }

    /** Leaves the figures beside the files: {@code benchmark.json}, see {@link BenchmarkRecord}. */
    public void record() {
        files.forEach(f -> BenchmarkRecord.keep(f, rounds, threads));
    }
}
