package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kd4j.metric.McNemar;
import kd4j.metric.Prediction;

/**
 * Finished runs side by side: teacher, student alone, distilled, and the bias-shifted student where there is one. A paired test
 * over seeds says for each run whether distilling helped, or that it cannot be told. Several runs are ranked where they were trained
 * alike ({@link Fairness}), or where the caller wants it anyway.
 */
public final class Comparison {
    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Verdict> tests;
    private final Map<String, SeedTests> seedTests;
    private final List<Fairness.Difference> differences;
    private final Optional<Ranking> ranking;

    private Comparison(Map<String, RunFolder> runs, boolean anyway) {
        Map<String, Verdict> single = new LinkedHashMap<>();
        Map<String, Map<Long, McNemar>> bySeed = new LinkedHashMap<>();
        runs.forEach((label, run) -> {
            run.arms().forEach(arm -> lines.add(Line.of(label, run, arm)));
            Map<Long, McNemar> seeds = SeedTests.single(run);
            Optional<McNemar> any = seeds.values().stream().findFirst();
            Verdict verdict = Verdict.of(run.measure(), figures(run, Arm.DISTILLED), figures(run, Arm.ALONE), any);
            single.put(label, verdict);
            bySeed.put(label, verdict.rows().isPresent() ? Map.of() : seeds);
            note(label, run);
            failures(label, run);
        });
        tests = Verdict.together(single);
        seedTests = SeedTests.together(bySeed);
        differences = Fairness.of(runs);
        boolean ranked = runs.size() > 1 && (anyway || differences.isEmpty());
        ranking = ranked ? Optional.of(Ranking.of(lines.get(0).measure(), contenders(runs))) : Optional.empty();
    }

    private void note(String label, RunFolder run) {
        List<Path> without = run.withoutPredictions();
        if (!without.isEmpty()) {
            notes.add("%s: no predictions.csv.gz in %s (a run of an earlier version), so no test on their rows"
                    .formatted(label, without.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
    }

    /** What was asked of a plan of compression and did not happen stands beside the figures. */
    private void failures(String label, RunFolder run) {
        run.arm(Arm.DISTILLED).flatMap(Arm::compressed).ifPresent(c -> c.failures()
                .forEach(
                        text -> notes.add("%s: compression did not do what was asked for, %s".formatted(label, text))));
    }

    private static List<Ranking.Contender> contenders(Map<String, RunFolder> runs) {
        List<Ranking.Contender> contenders = new ArrayList<>();
        runs.forEach((label, run) -> {
            Map<Long, Double> figures = new LinkedHashMap<>();
            Map<Long, List<Prediction>> answers = new LinkedHashMap<>();
            run.arm(Arm.DISTILLED).orElseThrow().scores().forEach((seed, score) -> {
                figures.put(seed, score.figure());
                run.predictions(Arm.DISTILLED, seed).ifPresent(rows -> answers.put(seed, rows));
            });
            contenders.add(new Ranking.Contender(label, figures, answers));
        });
        return contenders;
    }

    /**
     * Reads run folders; ranks them where they were trained alike.
     *
     * @param runFolders at least one folder of a finished run
     * @throws ReportException when a folder is not that of a finished run, or a file in it is missing or damaged
     */
    public static Comparison of(List<Path> runFolders) {
        return of(runFolders, false);
    }

    /** The same, ranked whether they were trained alike or not; where they were not, all that is written says so. */
    public static Comparison anyway(List<Path> runFolders) {
        return of(runFolders, true);
    }

    private static Comparison of(List<Path> runFolders, boolean anyway) {
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
        return new Comparison(labelled(runs), anyway);
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

    /**
     * Refuses runs that were not trained alike.
     *
     * @throws ReportException naming each difference with both values and the files
     */
    public void requireFair() {
        if (!differences.isEmpty()) {
            throw new ReportException(
                    "not ranked, because these runs differ in more than method and student:%n%s%nMake them alike, or rank them with --anyway, which the table then says."
                            .formatted(differences()));
        }
    }

    private String differences() {
        return differences.stream()
                .map(difference -> "  %s: %s".formatted(difference.run(), difference.sentence()))
                .collect(Collectors.joining("\n"));
    }

    /** For each run that is unlike the first, the keys. */
    private Map<String, String> flags() {
        return differences.stream()
                .collect(Collectors.groupingBy(
                        Fairness.Difference::run,
                        LinkedHashMap::new,
                        Collectors.mapping(Fairness.Difference::key, Collectors.joining(", "))));
    }

    /** What the reader must know beside table and verdicts: tests on rows, the ranking or why there is none. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        seedTests.forEach((run, test) -> remarks.add(run + ": " + test.sentence()));
        remarks.addAll(notes);
        if (!differences.isEmpty()) {
            remarks.add((ranking.isPresent() ? "Ranked although" : "Not ranked, because")
                    + " these runs differ in more than method and student:");
            differences.forEach(difference -> remarks.add(difference.run() + ": " + difference.sentence()));
        }
        ranking.ifPresent(r -> remarks.add(r.sentence()));
        return remarks;
    }

    /** The ranking's table; empty where nothing is ranked. */
    Optional<Cells> ranking() {
        return ranking.map(r -> r.cells(flags()));
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
        List<String> sentences = new ArrayList<>(verdicts());
        sentences.addAll(remarks());
        return Cells.of(lines).text()
                + "\n" + String.join("\n", sentences) + "\n"
                + ranking().map(cells -> "\n" + cells.text()).orElse("");
    }

    /** The table and the verdicts in Markdown. */
    public String markdown() {
        return Cells.of(lines).markdown()
                + Stream.concat(verdicts().stream(), remarks().stream())
                        .map(sentence -> "* " + sentence + "\n")
                        .collect(Collectors.joining("", "\n", ""))
                + ranking().map(cells -> "\n" + cells.markdown()).orElse("");
    }

    /** The table in CSV, with full precision and the results of the tests. */
    public String csv() {
        return Csv.of(lines, tests, ranking, flags());
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
