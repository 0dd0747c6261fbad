package kd4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A chart of the page and the table behind it.
 *
 * @param title what it shows
 * @param note how to read it
 * @param option what ECharts draws; {@code tone} stands for a colour, which the page chooses by its theme
 * @param table the same figures for those who read rather than look
 */
public record Chart(String title, String note, Map<String, Object> option, Cells table) {
    /** Lines by epoch, each with a band from the lowest to the highest seed. */
    static Chart lines(String title, String note, String unit, List<Curve> curves) {
        int epochs = curves.stream().mapToInt(Curve::epochs).max().orElse(0);
        List<Object> series = new ArrayList<>();
        for (Curve curve : curves) {
            series.addAll(band(curve));
            series.add(series(curve.name(), "line", curve.tone(), curve.mean()));
        }
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("legend", Map.of("data", curves.stream().map(Curve::name).toList()));
        option.put("xAxis", Map.of("type", "category", "name", "epoch", "data", numbers(epochs)));
        option.put("yAxis", Map.of("type", "value", "scale", true, "name", unit));
        option.put("series", series);
        return new Chart(title, note, option, byEpoch(curves, epochs));
    }

    /** Bars side by side. */
    static Chart bars(String title, String note, String unit, List<String> places, List<Curve> groups) {
        List<Object> series = new ArrayList<>();
        groups.forEach(group -> series.add(series(group.name(), "bar", group.tone(), group.mean())));
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("legend", Map.of("data", groups.stream().map(Curve::name).toList()));
        option.put("xAxis", Map.of("type", "category", "name", "class", "data", places));
        option.put("yAxis", Map.of("type", "value", "name", unit));
        option.put("series", series);
        List<List<String>> rows = IntStream.range(0, places.size())
                .mapToObj(place -> row(places.get(place), groups, place))
                .toList();
        return new Chart(title, note, option, new Cells(header("class", groups), rows));
    }

    /** The line of a Pareto front, in a tone of its own. */
    private static final String FRONT = "Pareto front";

    private static final int FRONT_TONE = 6;

    /** Points, one a series, with their names. */
    static Chart points(String title, String note, String x, String y, List<Point> points) {
        return points(title, note, x, y, points, List.of());
    }

    /**
     * The same, with a line through some of them.
     *
     * @param front the points that none beats, from left to right
     */
    static Chart points(String title, String note, String x, String y, List<Point> points, List<Point> front) {
        List<Object> series = new ArrayList<>();
        if (front.size() > 1) {
            List<List<Double>> places =
                    front.stream().map(p -> List.of(p.x(), p.y())).toList();
            series.add(series(FRONT, "line", FRONT_TONE, places));
        }
        points.forEach(p -> series.add(series(p.name(), "scatter", p.tone(), List.of(List.of(p.x(), p.y())))));
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("legend", Map.of("data", names(series)));
        option.put("xAxis", Map.of("type", "log", "name", x));
        option.put("yAxis", Map.of("type", "value", "scale", true, "name", y));
        option.put("series", series);
        List<List<String>> rows = points.stream()
                .map(p -> List.of(p.name(), cost(p.x()), figure(p.y()), front.contains(p) ? "yes" : "no"))
                .toList();
        return new Chart(title, note, option, new Cells(List.of("network", x, y, FRONT), rows));
    }

    /**
     * A place in a chart of points.
     *
     * @param x above 0
     * @param y as it is shown
     */
    record Point(String name, int tone, double x, double y) {}

    /** Two lines that are not drawn, with the area between them. The page leaves them out of what it tells. */
    private static List<Object> band(Curve curve) {
        if (curve.seeds().size() < 2) {
            return List.of();
        }
        List<Double> low = curve.low();
        List<Double> high = curve.high();
        List<Double> width = IntStream.range(0, low.size())
                .mapToObj(i -> high.get(i) - low.get(i))
                .toList();
        return List.of(edge(curve, low, 0), edge(curve, width, 0.18));
    }

    private static Map<String, Object> edge(Curve curve, List<Double> data, double opacity) {
        Map<String, Object> edge = series("", "line", curve.tone(), data);
        edge.put("stack", "band of " + curve.name());
        edge.put("silent", true);
        edge.put("lineStyle", Map.of("opacity", 0));
        edge.put("areaStyle", Map.of("opacity", opacity));
        return edge;
    }

    private static Map<String, Object> series(String name, String type, int tone, List<?> data) {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("name", name);
        series.put("type", type);
        series.put("tone", tone);
        series.put("data", data);
        return series;
    }

    private static Cells byEpoch(List<Curve> curves, int epochs) {
        List<List<String>> rows = IntStream.range(0, epochs)
                .mapToObj(epoch -> row(String.valueOf(epoch + 1), curves, epoch))
                .toList();
        return new Cells(header("epoch", curves), rows);
    }

    private static List<String> header(String first, List<Curve> curves) {
        List<String> header = new ArrayList<>(List.of(first));
        curves.forEach(curve -> header.add(curve.name()));
        return header;
    }

    private static List<String> row(String first, List<Curve> curves, int at) {
        List<String> row = new ArrayList<>(List.of(first));
        curves.forEach(
                curve -> row.add(at < curve.epochs() ? figure(curve.mean().get(at)) : ""));
        return row;
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    private static List<Object> names(List<Object> series) {
        return series.stream()
                .map(s -> ((Map<?, ?>) s).get("name"))
                .map(Object.class::cast)
                .toList();
    }

    private static String cost(double number) {
        return number < 100 && number != Math.rint(number)
                ? figure(number)
                : String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }
}
