package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Finished runs side by side: teacher, student alone, distilled, and the bias-shifted student where there is one. A paired test
 * over seeds says for each run whether distilling helped, or that it cannot be told.
 */
public final class Comparison {
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Verdict> tests;

    private Comparison(Map<String, RunFolder> runs) {
        Map<String, Verdict> single = new LinkedHashMap<>();
        runs.forEach((label, run) -> {
            run.arms().forEach(arm -> lines.add(Line.of(label, run, arm)));
            single.put(label, Verdict.of(run.measure(), figures(run, Arm.DISTILLED), figures(run, Arm.ALONE)));
        });
        tests = Verdict.together(single);
    }

    /**
     * Reads run folders.
     *
     * @param runFolders at least one folder of a finished run
     * @throws ReportException when a folder is not that of a finished run, or a file in it is missing or damaged
     */
    public static Comparison of(List<Path> runFolders) {
        if (runFolders.isEmpty()) {
            throw new ReportException("nothing to compare: name at least one run folder");
        }
        List<RunFolder> runs = runFolders.stream().map(RunFolder::read).toList();
        runs.stream()
                .filter(run -> run.measure() != runs.get(0).measure())
                .findFirst()
                .ifPresent(other -> {
                    throw new ReportException(
                            "%s is measured by %s, %s by %s; runs of classes and runs of numbers have no common table. Compare them apart"
                                    .formatted(
                                            runs.get(0).folder(),
                                            runs.get(0).measure().figure(),
                                            other.folder(),
                                            other.measure().figure()));
                });
        return new Comparison(labelled(runs));
    }

    /** Runs of the same name are told apart by their folder. */
    private static Map<String, RunFolder> labelled(List<RunFolder> runs) {
        Map<String, Long> count = runs.stream().collect(Collectors.groupingBy(RunFolder::name, Collectors.counting()));
        Map<String, RunFolder> labelled = new LinkedHashMap<>();
        for (RunFolder run : runs) {
            Path folder = run.folder().toAbsolutePath().normalize();
            String label = count.get(run.name()) == 1 ? run.name() : run.name() + " " + folder.getFileName();
            if (labelled.put(label, run) != null) {
                throw new ReportException(run.folder() + ": named twice");
            }
        }
        return labelled;
    }

    private static double[] figures(RunFolder run, String arm) {
        return run.arm(arm).orElseThrow().figures();
    }

    /** A sentence a run: whether distilled and student alone differ, by how much, after which test, over how many seeds. */
    public List<String> verdicts() {
        return tests.entrySet().stream()
                .map(test -> test.getKey() + ": " + test.getValue().sentence())
                .toList();
    }

    /** The table. */
    Cells cells() {
        return Cells.of(lines);
    }

    /** Accuracy against what the networks cost; empty where all cost the same. */
    List<Chart> sizes() {
        List<Chart> charts = new ArrayList<>();
        charts.add(against("multiply-accumulates of a row", Line::macs));
        charts.add(against("parameters", Line::parameters));
        charts.removeIf(chart ->
                chart.table().rows().stream().map(row -> row.get(1)).distinct().count() < 2);
        return charts;
    }

    private Chart against(String cost, ToLongFunction<Line> of) {
        List<Chart.Point> points = lines.stream()
                .filter(line -> of.applyAsLong(line) > 0)
                .map(line -> new Chart.Point(
                        tests.size() == 1 ? line.arm() : line.run() + ", " + line.arm(),
                        lines.indexOf(line),
                        of.applyAsLong(line),
                        line.measure().shown(line.figure().mean())))
                .toList();
        boolean classes = lines.get(0).measure() == Measure.ACCURACY;
        return Chart.points(
                (classes ? "Accuracy against " : "RMSE against ") + cost,
                "Each point is an arm's mean over seeds; %s and to the left is better."
                        .formatted(classes ? "up" : "down"),
                cost,
                "test " + lines.get(0).measure().title(),
                points);
    }

    /** The table and the verdicts for a terminal. */
    public String text() {
        return Cells.of(lines).text() + "\n" + String.join("\n", verdicts()) + "\n";
    }

    /** The table and the verdicts in Markdown. */
    public String markdown() {
        return Cells.of(lines).markdown()
                + verdicts().stream().map(verdict -> "* " + verdict + "\n").collect(Collectors.joining("", "\n", ""));
    }

    /** The table in CSV, with full precision and the results of the tests. */
    public String csv() {
        return Csv.of(lines, tests);
    }

    /** Writes {@link #csv} to a file. */
    public void writeCsv(Path file) {
        write(file, csv());
    }

    /** Writes {@link #markdown} to a file. */
    public void writeMarkdown(Path file) {
        write(file, markdown());
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ReportException(file + ": cannot be written: " + e, e);
        }
    }
}
