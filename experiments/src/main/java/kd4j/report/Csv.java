package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The table for programs: full precision, a column a number, an empty field where there is none. */
final class Csv {
    private static final List<String> COLUMNS = List.of(
            "run",
            "arm",
            "seeds",
            "accuracy_mean",
            "accuracy_sd",
            "accuracy_ci95_low",
            "accuracy_ci95_high",
            "errors_mean",
            "errors_sd",
            "errors_ci95_low",
            "errors_ci95_high",
            "parameters",
            "macs",
            "gap_closed",
            "difference_to_alone",
            "p_paired_t",
            "p_wilcoxon");

    private Csv() {}

    /**
     * Writes the table.
     *
     * @param lines the rows
     * @param tests distilled against student alone, by run; shown in the row of the distilled arm
     */
    static String of(List<Line> lines, Map<String, Paired> tests) {
        List<String> formats = List.copyOf(new TreeSet<>(
                lines.stream().flatMap(l -> l.bytes().keySet().stream()).toList()));
        StringWriter out = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            List<String> header = new ArrayList<>(COLUMNS);
            formats.forEach(f -> header.add(f + "_bytes"));
            printer.printRecord(header);
            for (Line line : lines) {
                printer.printRecord(record(line, tests.get(line.run()), formats));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    private static List<Object> record(Line line, Paired test, List<String> formats) {
        List<Object> fields =
                new ArrayList<>(List.of(line.run(), line.arm(), line.accuracy().n()));
        add(fields, line.accuracy());
        add(fields, line.errors());
        fields.add(line.parameters());
        fields.add(line.macs());
        fields.add(line.gapClosed().orElse(null));
        Optional<Paired> shown = Optional.of(test).filter(t -> line.arm().equals(Arm.DISTILLED));
        fields.add(shown.map(t -> t.difference().mean()).orElse(null));
        fields.add(shown.flatMap(Paired::t).orElse(null));
        fields.add(shown.flatMap(Paired::wilcoxon).orElse(null));
        formats.forEach(format -> fields.add(line.bytes().get(format)));
        return fields;
    }

    private static void add(List<Object> fields, Spread spread) {
        fields.add(spread.mean());
        fields.add(spread.sd().orElse(null));
        fields.add(spread.interval().map(Spread.Interval::low).orElse(null));
        fields.add(spread.interval().map(Spread.Interval::high).orElse(null));
    }
}
