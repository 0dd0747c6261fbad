package kd4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Where the time of a step goes. */
public final class LayerTable {
    private LayerTable() {}

    /**
     * Times a model's kernels in a process of its own.
     *
     * @param warmUp seconds before the clock starts
     * @throws BenchException when the process fails
     */
    public static String measure(BenchModel model, int threads, double warmUp) {
        return of(Ours.timed(warmUp).measure(model, threads));
    }

    /** The table: kinds of kernels, each with its calls, most expensive first; below it their sum and the gap to the step. */
    static String of(Measurement measured) {
        double mean = mean(measured);
        List<String> lines = new ArrayList<>();
        lines.add("%s, %d %s, step %s ms (mean %s)"
                .formatted(
                        measured.model(),
                        measured.threads(),
                        measured.threads() == 1 ? "thread" : "threads",
                        Spread.of(measured.stepsMs()),
                        Spread.figure(mean)));
        sorted(kinds(measured.kernels())).forEach((kind, millis) -> {
            lines.add(line(kind, millis, mean));
            sorted(callsOf(kind, measured.kernels())).forEach((call, ms) -> lines.add(line("  " + call, ms, mean)));
        });
        double sum = sum(measured);
        lines.add(line("sum of raw primitives (the floor)", sum, mean));
        lines.add(line("framework (the gap)", mean - sum, mean));
        lines.add(String.format(
                Locale.ROOT,
                "framework share, median over steps: %.1f %%",
                100 * measured.frameworkShare().orElse(0.0)));
        return String.join("\n", lines);
    }

    /**
     * One line: milliseconds and share of the mean step by kind of kernel, most expensive first, and what is outside of them;
     * medians over rounds.
     */
    static String summary(List<Measurement> rounds) {
        double step = median(rounds, LayerTable::mean);
        Map<String, Double> parts = new TreeMap<>();
        rounds.stream()
                .flatMap(round -> kinds(round.kernels()).keySet().stream())
                .forEach(kind -> parts.put(
                        kind, median(rounds, round -> kinds(round.kernels()).getOrDefault(kind, 0.0))));
        parts.put("outside of kernels", median(rounds, round -> mean(round) - sum(round)));
        return sorted(parts).entrySet().stream()
                .map(part -> String.format(
                        Locale.ROOT,
                        "%s %s ms (%.0f %%)",
                        part.getKey(),
                        Spread.figure(part.getValue()),
                        100 * part.getValue() / step))
                .collect(Collectors.joining(", "));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList()).median();
    }

    private static double mean(Measurement measured) {
        return measured.stepsMs().stream().mapToDouble(m -> m).average().orElseThrow();
    }

    private static double sum(Measurement measured) {
        return measured.kernelsMs().stream().mapToDouble(m -> m).average().orElse(0);
    }

    private static String kind(String label) {
        return label.split(" ", 2)[0];
    }

    private static Map<String, Double> kinds(Map<String, Double> calls) {
        Map<String, Double> kinds = new TreeMap<>();
        calls.forEach((label, millis) -> kinds.merge(kind(label), millis, Double::sum));
        return kinds;
    }

    private static Map<String, Double> callsOf(String kind, Map<String, Double> calls) {
        Map<String, Double> found = new TreeMap<>();
        calls.forEach((label, millis) -> {
            if (kind(label).equals(kind) && !label.equals(kind)) {
                found.put(label.substring(kind.length() + 1), millis);
            }
        });
        return found;
    }

    private static Map<String, Double> sorted(Map<String, Double> millis) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        millis.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    private static String line(String name, double millis, double step) {
        return String.format(Locale.ROOT, "%-72s %9.3f ms %5.1f %%", name, millis, 100 * millis / step);
    }
}
