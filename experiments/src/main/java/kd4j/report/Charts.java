package kd4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import kd4j.metric.Prediction;

/** The charts of one run. */
final class Charts {
    private static final List<String> TRAINED = List.of(Arm.TEACHER, Arm.ALONE, Arm.DISTILLED);
    private static final List<String> STUDENTS = List.of(Arm.ALONE, Arm.DISTILLED);

    private final RunFolder run;
    /** By arm: a list of epochs for each seed. */
    private final Map<String, List<List<Epoch>>> trainings = new LinkedHashMap<>();

    private Charts(RunFolder run) {
        this.run = run;
        for (String arm : TRAINED) {
            List<List<Epoch>> seeds = run.arm(arm).stream()
                    .flatMap(a -> a.scores().keySet().stream())
                    .map(seed -> metrics(arm, seed))
                    .filter(Files::exists)
                    .map(Epoch::read)
                    .filter(epochs -> !epochs.isEmpty())
                    .toList();
            if (!seeds.isEmpty()) {
                trainings.put(arm, seeds);
            }
        }
    }

    /** All charts that the run has figures for. A teacher that was trained elsewhere has no curves. */
    static List<Chart> of(RunFolder run) {
        Charts charts = new Charts(run);
        List<Chart> all = new ArrayList<>(run.measure() == Measure.ACCURACY ? charts.ofClasses() : charts.ofNumbers());
        all.removeIf(chart -> chart.table().rows().isEmpty());
        return List.copyOf(all);
    }

    private List<Chart> ofClasses() {
        List<Chart> all = new ArrayList<>();
        all.add(Chart.lines(
                "Accuracy on the validation rows",
                "The line is the mean over seeds, the band goes from the lowest to the highest seed.",
                "%",
                curves(e -> 100 * e.figure(), TRAINED)));
        all.addAll(objectives());
        all.add(Chart.lines(
                "Agreement with the teacher",
                "Share of the validation rows on which the student answers as the teacher does, right or wrong.",
                "%",
                curves(e -> 100 * e.likeness().orElse(Double.NaN), STUDENTS)));
        all.add(Chart.lines(
                "Calibration error",
                "How far confidence is from accuracy on the validation rows, in 15 bins: 0 is honest.",
                "%",
                curves(e -> 100 * e.beside().orElse(Double.NaN), TRAINED)));
        all.add(Chart.lines(
                "Negative log-likelihood",
                "Mean of -log of the probability that the validation rows' own classes got: 0 is sure and right.",
                "nats",
                curves(e -> e.likelihood().orElse(Double.NaN), TRAINED)));
        all.addAll(answers());
        all.add(classes());
        confusions(all);
        return all;
    }

    private List<Chart> ofNumbers() {
        List<Chart> all = new ArrayList<>();
        all.add(Chart.lines(
                "RMSE on the validation rows",
                "In the units of the data. The line is the mean over seeds, the band goes from the lowest to the highest seed.",
                "RMSE",
                curves(Epoch::figure, TRAINED)));
        all.addAll(objectives());
        all.add(Chart.lines(
                "Distance from the teacher",
                "Root of the mean squared difference between student and teacher on the validation rows, right or wrong.",
                "in the units of the data",
                curves(e -> e.likeness().orElse(Double.NaN), STUDENTS)));
        all.add(Chart.lines(
                "R^2",
                "Share of the variance on the validation rows that is explained: 1 is perfect, 0 no better than their mean.",
                "",
                curves(e -> e.beside().orElse(Double.NaN), TRAINED)));
        all.addAll(answers());
        return all;
    }

    private Path metrics(String arm, long seed) {
        return run.folder().resolve("seed-" + seed).resolve(arm).resolve("metrics.jsonl");
    }

    private List<Curve> curves(Function<Epoch, Double> figure, List<String> arms) {
        return arms.stream()
                .filter(trainings::containsKey)
                .map(arm -> new Curve(arm, TRAINED.indexOf(arm), figures(trainings.get(arm), figure)))
                .filter(curve -> curve.seeds().stream().flatMap(List::stream).noneMatch(f -> f.isNaN()))
                .toList();
    }

    private static <T> List<List<Double>> figures(List<List<T>> seeds, Function<T, Double> figure) {
        return seeds.stream()
                .map(epochs -> epochs.stream().map(figure).toList())
                .toList();
    }

    /** What the distilled student's objective is made of. */
    private List<Chart> objectives() {
        List<List<Epoch>> seeds = trainings.getOrDefault(Arm.DISTILLED, List.of());
        Set<String> names = new LinkedHashSet<>();
        seeds.forEach(epochs -> epochs.forEach(e -> names.addAll(e.terms().keySet())));
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve("objective", TRAINED.indexOf(Arm.DISTILLED), figures(seeds, Epoch::objective)));
        for (String name : names) {
            curves.add(new Curve(name, TRAINED.size() + curves.size() - 1, figures(seeds, e -> e.terms()
                    .getOrDefault(name, 0.0))));
        }
        return List.of(
                Chart.lines(
                        "The distilled student's objective",
                        "Means over the rows of an epoch; each term with its weight, so that they add up.",
                        "",
                        curves),
                shares(seeds, names));
    }

    /** Which term moves the student. A training that measured none has no such curves. */
    private static Chart shares(List<List<Epoch>> seeds, Set<String> names) {
        List<Curve> curves = new ArrayList<>();
        for (String name : names) {
            List<List<Double>> figures = figures(seeds, e -> 100 * e.shares().getOrDefault(name, Double.NaN));
            if (figures.stream().flatMap(List::stream).noneMatch(share -> share.isNaN())) {
                curves.add(new Curve(name, TRAINED.size() + curves.size(), figures));
            }
        }
        return Chart.lines(
                "Share of the gradient by term",
                "Norm of each weighted term's gradients at the distilled student's arrays, as a share of the sum of these norms; means over the steps of an epoch.",
                "%",
                curves);
    }

    /** What the trainings of a run warned of, in the order of the arms; a sentence each. */
    static List<String> alarms(RunFolder run) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        new Charts(run)
                .trainings.forEach((arm, seeds) -> seeds.forEach(epochs -> epochs.forEach(
                        epoch -> epoch.alarms().forEach(text -> found.computeIfAbsent(arm, a -> new LinkedHashSet<>())
                                .add(text)))));
        List<String> sentences = new ArrayList<>();
        found.forEach((arm, texts) -> texts.forEach(text -> sentences.add(arm + ": " + text)));
        return sentences;
    }

    /** What keeping the teacher's answers spared; nothing where none were kept. */
    private List<Chart> answers() {
        List<List<Epoch.Asked>> seeds = trainings.getOrDefault(Arm.DISTILLED, List.of()).stream()
                .filter(epochs -> epochs.stream().allMatch(e -> e.teacher().isPresent()))
                .map(epochs ->
                        epochs.stream().flatMap(e -> e.teacher().stream()).toList())
                .toList();
        List<Epoch.Asked> all = seeds.stream().flatMap(List::stream).toList();
        long rows = all.stream().mapToLong(Epoch.Asked::rows).sum();
        long kept = all.stream().mapToLong(Epoch.Asked::kept).sum();
        if (kept == 0) {
            return List.of();
        }
        return List.of(Chart.lines(
                "Time for the teacher's answers",
                String.format(
                        Locale.ROOT,
                        "Seconds of an epoch. Of %,d answers that the distilled student was given, %,d (%.0f %%) were kept ones; steps waited %.1f s for answers, and keeping them spared %.1f s of the teacher's time.",
                        rows,
                        kept,
                        100.0 * kept / rows,
                        all.stream().mapToDouble(Epoch.Asked::seconds).sum(),
                        all.stream().mapToDouble(Epoch.Asked::saved).sum()),
                "s",
                List.of(
                        new Curve("waited", TRAINED.size(), figures(seeds, Epoch.Asked::seconds)),
                        new Curve("spared", TRAINED.indexOf(Arm.DISTILLED), figures(seeds, Epoch.Asked::saved)))));
    }

    private void confusions(List<Chart> all) {
        for (String arm : List.of(Arm.ALONE, Arm.DISTILLED)) {
            List<List<Prediction>> seeds = run.arm(arm).orElseThrow().scores().keySet().stream()
                    .flatMap(seed -> run.predictions(arm, seed).stream())
                    .toList();
            if (!seeds.isEmpty()) {
                all.add(Confusion.of(seeds).chart(arm, TRAINED.indexOf(arm)));
            }
        }
    }

    private Chart classes() {
        List<Curve> bars = run.arms().stream()
                .map(arm -> new Curve(
                        arm.name(),
                        TRAINED.contains(arm.name()) ? TRAINED.indexOf(arm.name()) : TRAINED.size(),
                        arm.errorsByClass()))
                .filter(curve -> !curve.seeds().isEmpty())
                .toList();
        int classes = bars.stream().mapToInt(Curve::epochs).max().orElse(0);
        return Chart.bars(
                "Test errors by class",
                "Mean number of test rows of each class that are wrong.",
                "errors",
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                bars);
    }
}
