package kd4j.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.metric.Paired.Better;
import kd4j.metric.Statistics;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Several methods on one pair of networks: figures by seed, and which of them differ from the student alone and from the
 * method that is named first. Both questions are asked of all methods at once, so the probabilities are adjusted after Holm.
 */
public final class MethodResults implements ResultTable {
    private final MethodTable table;
    private final String data;
    private final Measure measure;
    private final Optional<Arm> teacher;
    private final Arm alone;
    private final Map<String, Arm> methods = new LinkedHashMap<>();

    private MethodResults(MethodTable table, String data, Measure measure, Optional<Arm> teacher, Arm alone) {
        this.table = table;
        this.data = data;
        this.measure = measure;
        this.teacher = teacher;
        this.alone = alone;
    }

    /**
     * Reads the run folders of a recipe whose {@code matrix} gives each method a name.
     *
     * @param folders the first one's method is what the others are compared with
     * @throws ReportException when two folders are of one method, or do not have the same control
     */
    public static MethodResults of(MethodTable table, List<Path> folders) {
        List<RunFolder> runs = folders.stream().map(RunFolder::read).toList();
        RunFolder first = runs.get(0);
        MethodResults results = new MethodResults(
                table,
                first.data(),
                first.measure(),
                first.arm(Arm.TEACHER),
                first.arm(Arm.ALONE).orElseThrow());
        runs.forEach(run -> results.add(run, first));
        return results;
    }

    /**
     * Reads what {@link #csv} wrote.
     *
     * @throws ReportException when it is of another pair
     */
    public static MethodResults of(MethodTable table, CsvTable csv) {
        Measure measure = csv.columns().contains(Measure.RMSE.figure()) ? Measure.RMSE : Measure.ACCURACY;
        Map<String, Map<Long, Result.Score>> arms = new LinkedHashMap<>();
        for (CsvTable.Row row : csv.rows()) {
            if (!row.text("pair").equals(table.pair())) {
                throw new ReportException("%s: is of the pair '%s', its .yaml of '%s'"
                        .formatted(csv.file(), row.text("pair"), table.pair()));
            }
            arms.computeIfAbsent(row.text("method"), method -> new LinkedHashMap<>())
                    .put(row.whole("seed"), new Result.Score(measure, 0, row.number(measure.figure()), 0, List.of()));
        }
        Optional<Arm> teacher = Optional.ofNullable(arms.remove(Arm.TEACHER)).map(scores -> arm(Arm.TEACHER, scores));
        Arm alone = Optional.ofNullable(arms.remove(Arm.ALONE))
                .map(scores -> arm(Arm.ALONE, scores))
                .orElseThrow(() -> new ReportException(csv.file() + ": has no row of method " + Arm.ALONE));
        MethodResults results = new MethodResults(table, csv.rows().get(0).text("data"), measure, teacher, alone);
        arms.forEach((method, scores) -> results.methods.put(method, arm(method, scores)));
        return results;
    }

    private static Arm arm(String name, Map<Long, Result.Score> scores) {
        return new Arm(
                name, scores, Map.of(), 0, 0, Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void add(RunFolder run, RunFolder first) {
        if (!run.arm(Arm.ALONE).orElseThrow().scores().equals(alone.scores())
                || !run.data().equals(data)) {
            throw new ReportException(
                    "%s: its student alone has other figures than that of %s, so these are not runs of one pair"
                            .formatted(run.folder(), first.folder()));
        }
        String method = method(run);
        if (methods.put(method, run.arm(Arm.DISTILLED).orElseThrow()) != null) {
            throw new ReportException(
                    "%s: method '%s' is in another folder too; name one of them".formatted(run.folder(), method));
        }
    }

    private static String method(RunFolder run) {
        Path file = run.folder().resolve("provenance.json");
        String combination = JsonPlace.read(file).text("combination");
        if (!combination.matches("method=[^,=]+")) {
            throw new ReportException(
                    "%s: the run is of the combination '%s'; allowed: one of a matrix over method alone, such as method=kd"
                            .formatted(file, combination));
        }
        return combination.substring("method=".length());
    }

    /** A line for each method and seed: {@code data,pair,method,seed,accuracy}, or {@code rmse} where numbers are predicted. */
    @Override
    public String csv() {
        StringWriter out = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(
                out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            printer.printRecord("data", "pair", "method", "seed", measure.figure());
            for (Map.Entry<String, Arm> arm : arms().entrySet()) {
                for (Map.Entry<Long, Result.Score> seed :
                        arm.getValue().scores().entrySet()) {
                    printer.printRecord(
                            data,
                            table.pair(),
                            arm.getKey(),
                            seed.getKey(),
                            seed.getValue().figure());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return out.toString();
    }

    private Map<String, Arm> arms() {
        Map<String, Arm> arms = new LinkedHashMap<>();
        teacher.ifPresent(arm -> arms.put(Arm.TEACHER, arm));
        arms.put(Arm.ALONE, alone);
        arms.putAll(methods);
        return arms;
    }

    /** The table for readers, the best mean first. */
    @Override
    public String markdown() {
        String first = methods.keySet().iterator().next();
        Map<String, String> overAlone = against(alone, methods);
        Map<String, Arm> others = new LinkedHashMap<>(methods);
        others.remove(first);
        Map<String, String> overFirst = against(methods.get(first), others);
        List<String> lines = new ArrayList<>(List.of(
                "# " + table.title(),
                "",
                "%s, %s. %s Differences are %s with 95 %% intervals over the same seeds (paired t test); a verdict is given after Holm over all lines of its column."
                        .formatted(data, table.pair(), table.note(), measure.unit()),
                "",
                "| method | %s | 95 %% interval | each seed | against the student alone | against %s |"
                        .formatted(measure.title(), first),
                "|---|---:|---|---|---|---|"));
        arms().entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        arm -> measure.better() == Better.HIGHER ? -mean(arm.getValue()) : mean(arm.getValue())))
                .forEach(arm -> lines.add(line(
                        arm.getKey(),
                        arm.getValue(),
                        overAlone.getOrDefault(arm.getKey(), ""),
                        overFirst.getOrDefault(arm.getKey(), ""))));
        return String.join("\n", lines) + "\n";
    }

    private static double mean(Arm arm) {
        return Statistics.summary(arm.figures()).mean();
    }

    private String line(String name, Arm arm, String overAlone, String overFirst) {
        Statistics.Summary summary = Statistics.summary(arm.figures());
        String seeds = arm.scores().values().stream()
                .map(score -> measure.text(score.figure()))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                        name,
                        measure.text(summary.mean()),
                        summary.ci95().map(measure::interval).orElse("one seed"),
                        seeds,
                        overAlone,
                        overFirst);
    }

    private Map<String, String> against(Arm base, Map<String, Arm> methods) {
        Map<String, double[]> figures = new LinkedHashMap<>();
        methods.forEach((name, arm) -> figures.put(name, arm.figures()));
        return SeedDifferences.cells(measure, base.figures(), figures);
    }
}
