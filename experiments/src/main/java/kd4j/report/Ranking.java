package kd4j.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kd4j.metric.CompactLetters;
import kd4j.metric.Holm;
import kd4j.metric.McNemar;
import kd4j.metric.Paired;
import kd4j.metric.Paired.Better;
import kd4j.metric.Prediction;
import kd4j.metric.Statistics;
import kd4j.metric.Statistics.Summary;

/**
 * Runs in the order of their distilled students' mean figure, with letters: two runs share one exactly when their
 * difference after Holm over all pairs is not distinguishable at 5 %. Pairs are tested over the seeds that they have in common;
 * where that is a single one, on the test rows of its two students.
 *
 * @param measure what the figures are
 * @param places from the best mean to the worst
 * @param tests the names of the tests that were made
 * @param tested pairs that could be tested
 * @param pairs all pairs
 */
record Ranking(Measure measure, List<Place> places, List<String> tests, int tested, int pairs) {
    private static final double LEVEL = 0.05;

    /**
     * One run in the ranking.
     *
     * @param letters those of the groups that it belongs to
     */
    record Place(String run, Summary figure, String letters) {}

    /**
     * What is known of a run's distilled students.
     *
     * @param scores figures by seed
     * @param answers to the test rows by seed, where they were kept
     */
    record Contender(String run, Map<Long, Double> scores, Map<Long, List<Prediction>> answers) {
        Summary summary() {
            return Statistics.summary(figures(scores.keySet()));
        }

        private double[] figures(Iterable<Long> seeds) {
            List<Double> figures = new ArrayList<>();
            seeds.forEach(seed -> figures.add(scores.get(seed)));
            return figures.stream().mapToDouble(f -> f).toArray();
        }
    }

    private record Pair(int first, int second, String test, double p) {}

    static Ranking of(Measure measure, List<Contender> contenders) {
        List<Contender> sorted = contenders.stream()
                .sorted(Comparator.comparingDouble(c -> measure.better() == Better.HIGHER
                        ? -c.summary().mean()
                        : c.summary().mean()))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = i + 1; j < sorted.size(); j++) {
                test(measure, sorted, i, j).ifPresent(pairs::add);
            }
        }
        double[] holm = Holm.adjusted(pairs.stream().mapToDouble(Pair::p).toArray());
        boolean[][] apart = new boolean[sorted.size()][sorted.size()];
        for (int i = 0; i < holm.length; i++) {
            apart[pairs.get(i).first()][pairs.get(i).second()] = holm[i] < LEVEL;
        }
        List<String> letters = CompactLetters.of(sorted.size(), (i, j) -> apart[i][j]);
        List<Place> places = new ArrayList<>();
        sorted.forEach(c -> places.add(new Place(c.run(), c.summary(), letters.get(places.size()))));
        return new Ranking(
                measure,
                places,
                pairs.stream().map(Pair::test).distinct().toList(),
                holm.length,
                sorted.size() * (sorted.size() - 1) / 2);
    }

    private static Optional<Pair> test(Measure measure, List<Contender> all, int i, int j) {
        Contender first = all.get(i);
        Contender second = all.get(j);
        TreeSet<Long> seeds = new TreeSet<>(first.scores().keySet());
        seeds.retainAll(second.scores().keySet());
        if (seeds.size() > 1) {
            Paired paired = Paired.t(first.figures(seeds), second.figures(seeds), measure.better());
            return paired.p().map(p -> new Pair(i, j, paired.test(), p));
        }
        return seeds.stream()
                .findFirst()
                .filter(seed -> first.answers().containsKey(seed)
                        && second.answers().containsKey(seed)
                        && McNemar.sameRows(
                                first.answers().get(seed), second.answers().get(seed)))
                .map(seed ->
                        McNemar.of(first.answers().get(seed), second.answers().get(seed)))
                .map(rows -> new Pair(i, j, rows.test(), rows.p()));
    }

    /** How to read it. */
    String sentence() {
        String holm = tested > 1 ? ", Holm for %d pairs".formatted(tested) : "";
        String how = tests.isEmpty() ? "" : " (5 %%, %s%s)".formatted(String.join(" and ", tests), holm);
        String untested = tested == pairs
                ? ""
                : " %d of %d pairs could not be tested, for want of seeds or answers in common, and count as not distinguishable."
                        .formatted(pairs - tested, pairs);
        return "Distilled students by mean test %s, each of the epoch that validation chose. Runs that share a letter are not distinguishable%s.%s"
                .formatted(measure.figure(), how, untested);
    }

    /**
     * The table.
     *
     * @param flags for each run that was not trained like the first one, the keys in which it differs
     */
    Cells cells(Map<String, String> flags) {
        List<String> header = new ArrayList<>(List.of("run", "group", "seeds", measure.title(), "sd"));
        if (!flags.isEmpty()) {
            header.add("differs in");
        }
        return new Cells(header, places.stream().map(place -> row(place, flags)).collect(Collectors.toList()));
    }

    private List<String> row(Place place, Map<String, String> flags) {
        List<String> row = new ArrayList<>(List.of(
                place.run(),
                place.letters(),
                String.valueOf(place.figure().n()),
                measure.text(place.figure().mean()),
                place.figure().sd().map(measure::text).orElse(Cells.NONE)));
        if (!flags.isEmpty()) {
            row.add(flags.getOrDefault(place.run(), Cells.NONE));
        }
        return row;
    }

    /** The letters of a run. */
    String letters(String run) {
        return places.stream()
                .filter(place -> place.run().equals(run))
                .findFirst()
                .orElseThrow()
                .letters();
    }
}
