package kd4j.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Chooses settings: a pure function of the search and of the trials before.
 *
 * @param search what is searched
 */
public record Proposals(Search search) {
    private static final int SCATTERED = 2000;
    private static final int NEAR = 200;
    private static final double STEP = 0.08;

    /**
     * The settings to try next.
     *
     * @param done all trials so far, in their order, those that failed too
     * @param count how many
     * @return so many, or fewer where nothing is left that was not tried
     */
    public List<Trial> next(List<Trial> done, int count) {
        List<Trial> known = new ArrayList<>(done);
        List<Trial> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Trial> next = one(known);
            if (next.isEmpty()) {
                break;
            }
            chosen.add(next.get());
            // Until its figure is known, it is taken to come out as the model thinks.
            known.add(believed(known, next.get()));
        }
        return chosen;
    }

    private Optional<Trial> one(List<Trial> known) {
        RandomGenerator random = new Well19937c(31 * search.seed() + known.size());
        Set<Map<String, String>> tried = new HashSet<>();
        known.forEach(trial -> tried.add(trial.values()));
        if (search.strategy() == Search.Strategy.RANDOM) {
            return fresh(scattered(random, SCATTERED), tried).stream().findFirst();
        }
        if (known.size() < first()) {
            return spread(known.size(), tried).or(() -> fresh(scattered(random, SCATTERED), tried).stream()
                    .findFirst());
        }
        Optional<Surrogate> model = model(known);
        List<double[]> candidates = scattered(random, SCATTERED);
        best(known).ifPresent(best -> candidates.addAll(around(best.point(), random)));
        return fresh(candidates, tried).stream()
                .max(Comparator.comparingDouble(trial -> model.map(m -> m.improvement(coordinates(trial.point())))
                        .orElse(0.0)));
    }

    /** So many settings are spread evenly before the model is asked. */
    private int first() {
        return Math.min(search.trials(), Math.max(4, 2 * search.keys().size()));
    }

    /** The next of a Sobol sequence, moved by the seed and around the edges. */
    private Optional<Trial> spread(int number, Set<Map<String, String>> tried) {
        int size = search.keys().size();
        RandomGenerator random = new Well19937c(search.seed());
        double[] move = new double[size];
        for (int i = 0; i < size; i++) {
            move[i] = random.nextDouble();
        }
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(size);
        double[] point = sobol.skipTo(number);
        for (int i = 0; i < size; i++) {
            point[i] = (point[i] + move[i]) % 1;
        }
        return fresh(List.of(point), tried).stream().findFirst();
    }

    private List<double[]> scattered(RandomGenerator random, int count) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = new double[search.keys().size()];
            for (int axis = 0; axis < point.length; axis++) {
                point[axis] = random.nextDouble();
            }
            points.add(point);
        }
        return points;
    }

    private static List<double[]> around(double[] best, RandomGenerator random) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < NEAR; i++) {
            double[] point = best.clone();
            for (int axis = 0; axis < point.length; axis++) {
                double moved = point[axis] + STEP * random.nextGaussian();
                point[axis] = Math.min(Math.nextDown(1.0), Math.max(0, moved));
            }
            points.add(point);
        }
        return points;
    }

    private List<Trial> fresh(List<double[]> points, Set<Map<String, String>> tried) {
        return points.stream()
                .map(this::trial)
                .filter(t -> !tried.contains(t.values()))
                .toList();
    }

    private Trial trial(double[] position) {
        double[] point = new double[position.length];
        Map<String, String> values = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, Axis> axis : search.keys().entrySet()) {
            values.put(axis.getKey(), axis.getValue().value(position[i]));
            point[i] = axis.getValue() instanceof Axis.Range
                    ? position[i]
                    : axis.getValue().snapped(position[i]);
            i++;
        }
        return new Trial(point, values, OptionalDouble.empty());
    }

    private double[] coordinates(double[] point) {
        List<Double> all = new ArrayList<>();
        int i = 0;
        for (Axis axis : search.keys().values()) {
            for (double coordinate : axis.coordinates(point[i++])) {
                all.add(coordinate);
            }
        }
        return all.stream().mapToDouble(c -> c).toArray();
    }

    /** The best trial; the first where several are. */
    public static Optional<Trial> best(List<Trial> trials) {
        return trials.stream().filter(t -> t.figure().isPresent()).min(Comparator.comparingDouble(t -> t.figure()
                .getAsDouble()));
    }

    /** A failed trial counts as bad as the worst that did not fail, so that its neighbours are not wanted. */
    private Optional<Surrogate> model(List<Trial> known) {
        OptionalDouble worst = known.stream()
                .filter(t -> t.figure().isPresent())
                .mapToDouble(t -> t.figure().getAsDouble())
                .max();
        if (worst.isEmpty()) {
            return Optional.empty();
        }
        double[][] points = known.stream().map(t -> coordinates(t.point())).toArray(double[][]::new);
        double[] figures = known.stream()
                .mapToDouble(t -> t.figure().orElse(worst.getAsDouble()))
                .toArray();
        return Optional.of(Surrogate.of(points, figures));
    }

    private Trial believed(List<Trial> known, Trial next) {
        double figure = model(known).map(m -> m.mean(coordinates(next.point()))).orElse(0.0);
        return next.with(OptionalDouble.of(figure));
    }
}
