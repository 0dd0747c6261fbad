package kd4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kd4j.metric.Prediction;

/**
 * Which classes an arm takes for which: counts of test rows, means over its seeds.
 *
 * @param seeds seeds whose answers were kept
 * @param counts {@code [class][answer]}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Confusion(int seeds, double[][] counts) {
    /** Above this, the table lists confusions rather than every pair of classes. */
    static final int MOST_CLASSES = 50;

    private static final int NAMED = 3;
    private static final int LISTED = 100;
    /** The width of the largest point. */
    private static final double WIDEST = 26;

    /** A class that was taken for another one. */
    private record Mistake(int label, int answer, double rows) {}

    static Confusion of(List<List<Prediction>> seeds) {
        int classes = 1
                + seeds.stream()
                        .flatMap(List::stream)
                        .mapToInt(p -> Math.max(p.label(), p.predicted()))
                        .max()
                        .orElse(-1);
        double[][] counts = new double[classes][classes];
        seeds.forEach(rows -> rows.forEach(row -> counts[row.label()][row.predicted()] += 1.0 / seeds.size()));
        return new Confusion(seeds.size(), counts);
    }

    /** The chart and its table. */
    Chart chart(String arm, int tone) {
        List<Mistake> mistakes = mistakes();
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("name", "answer, class, rows");
        series.put("type", "scatter");
        series.put("tone", tone);
        series.put(
                "data",
                mistakes.stream().map(m -> point(m, mistakes.get(0).rows())).toList());
        List<String> numbers =
                IntStream.range(0, counts.length).mapToObj(String::valueOf).toList();
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("legend", Map.of("show", false));
        option.put("xAxis", Map.of("type", "category", "name", "answer", "data", numbers));
        option.put("yAxis", Map.of("type", "category", "name", "class", "data", numbers, "inverse", true));
        option.put("series", List.of(series));
        return new Chart(
                "Confusions of " + arm,
                note(mistakes),
                option,
                counts.length > MOST_CLASSES ? list(mistakes) : matrix());
    }

    /** From the most frequent on. */
    private List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int answer = 0; answer < counts.length; answer++) {
                if (label != answer && counts[label][answer] > 0) {
                    mistakes.add(new Mistake(label, answer, counts[label][answer]));
                }
            }
        }
        mistakes.sort(Comparator.comparingDouble(m -> -m.rows()));
        return mistakes;
    }

    private static Map<String, Object> point(Mistake mistake, double most) {
        return Map.of(
                "value",
                List.of(mistake.answer(), mistake.label(), mistake.rows()),
                "symbolSize",
                WIDEST * Math.sqrt(mistake.rows() / most));
    }

    private String note(List<Mistake> mistakes) {
        String most = mistakes.stream().limit(NAMED).map(this::words).collect(Collectors.joining(", "));
        return (seeds == 1 ? "Test rows" : "Test rows, mean over %d seeds".formatted(seeds))
                + "; a point's area is the number of rows of a class with a wrong answer. "
                + (mistakes.isEmpty() ? "No row is wrong." : "Most frequent: " + most + ".");
    }

    private String words(Mistake mistake) {
        double ofClass = IntStream.range(0, counts.length)
                .mapToDouble(answer -> counts[mistake.label()][answer])
                .sum();
        return "class %d taken for %d (%s of %s rows)"
                .formatted(mistake.label(), mistake.answer(), rows(mistake.rows()), rows(ofClass));
    }

    private Cells matrix() {
        List<String> header = new ArrayList<>(List.of("class"));
        IntStream.range(0, counts.length).forEach(answer -> header.add("answer " + answer));
        List<List<String>> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(label)));
            for (double count : counts[label]) {
                row.add(rows(count));
            }
            rows.add(row);
        }
        return new Cells(header, rows);
    }

    private static Cells list(List<Mistake> mistakes) {
        return new Cells(
                List.of("class", "answer", "rows"),
                mistakes.stream()
                        .limit(LISTED)
                        .map(m -> List.of(String.valueOf(m.label()), String.valueOf(m.answer()), rows(m.rows())))
                        .toList());
    }

    private static String rows(double count) {
        return Math.abs(count - Math.rint(count)) < 1e-9
                ? String.format(Locale.ROOT, "%.0f", count)
                : String.format(Locale.ROOT, "%.1f", count);
    }
}
