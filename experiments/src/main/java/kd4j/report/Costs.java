package kd4j.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What networks score against what they cost: multiply-accumulates, parameters, bytes of their files, and latency where somebody
 * measured it and wrote it down. A cost that nobody wrote down has no point.
 */
final class Costs {
    private final List<Line> lines;
    private final boolean single;

    private Costs(List<Line> lines, boolean single) {
        this.lines = lines;
        this.single = single;
    }

    /**
     * The charts; one is left out where all points cost the same.
     *
     * @param single whether all lines are of one run, whose name then goes without saying
     */
    static List<Chart> of(List<Line> lines, boolean single) {
        Costs costs = new Costs(lines, single);
        List<Chart> charts = new ArrayList<>();
        charts.add(costs.chart("multiply-accumulates of a row", "", line -> whole(line.macs())));
        charts.add(costs.chart("parameters", "", line -> whole(line.parameters())));
        charts.add(costs.chart(
                "bytes",
                " A student's file is the exported one, a teacher's the saved network; a student alone is not exported.",
                line -> numbers(line.bytesWithNetwork())));
        charts.add(costs.chart(
                "latency in ms",
                " For one row, as measured and recorded with the run.",
                line -> new LinkedHashMap<>(line.latencyMs())));
        charts.removeIf(chart ->
                chart.table().rows().stream().map(row -> row.get(1)).distinct().count() < 2);
        return List.copyOf(charts);
    }

    private static Map<String, Double> whole(long cost) {
        return cost > 0 ? Map.of("", (double) cost) : Map.of();
    }

    private static Map<String, Double> numbers(Map<String, Long> bytes) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        bytes.forEach((format, count) -> numbers.put(format, count.doubleValue()));
        return numbers;
    }

    /** @param of costs of a line by format; an empty name where there is but one */
    private Chart chart(String cost, String more, Function<Line, Map<String, Double>> of) {
        Measure measure = lines.get(0).measure();
        boolean classes = measure == Measure.ACCURACY;
        List<Chart.Point> points =
                lines.stream().flatMap(line -> points(line, of.apply(line))).toList();
        return Chart.points(
                (classes ? "Accuracy against " : "RMSE against ") + cost,
                "Each point is an arm's mean over seeds; %s and to the left is better. No other point is as good as one of the Pareto front at no more cost.%s"
                        .formatted(classes ? "up" : "down", more),
                cost,
                "test " + measure.title(),
                points,
                front(points, measure));
    }

    private Stream<Chart.Point> points(Line line, Map<String, Double> costs) {
        String arm = single ? line.arm() : line.run() + ", " + line.arm();
        return costs.entrySet().stream()
                .map(cost -> new Chart.Point(
                        cost.getKey().isEmpty() ? arm : arm + ", " + cost.getKey(),
                        lines.indexOf(line),
                        cost.getValue(),
                        line.measure().shown(line.figure().mean())));
    }

    /** From the cheapest on, each point that is better than all cheaper ones. */
    static List<Chart.Point> front(Collection<Chart.Point> points, Measure measure) {
        List<Chart.Point> front = new ArrayList<>();
        points.stream()
                .sorted((one, other) -> one.x() != other.x()
                        ? Double.compare(one.x(), other.x())
                        : Double.compare(measure.rank(one.y()), measure.rank(other.y())))
                .filter(point -> front.isEmpty()
                        || measure.betters(
                                point.y() - front.get(front.size() - 1).y()))
                .forEach(front::add);
        return front;
    }
}
