package kd4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.BubbleSeries;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.BubbleStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart as a picture for papers: {@value #WIDTH} by {@value #HEIGHT} dots, in the colours and dashes of the page by day. It is drawn
 * from the same option that the page draws, so that both show the same figures; no screen is needed.
 */
final class Png {
    static final int WIDTH = 1600;
    static final int HEIGHT = 1000;

    /** Those of page.js by day. */
    private static final List<Color> TONES = Stream.of(
                    0x9a5a00, 0x0550ae, 0x00694f, 0x9b2f86, 0x5b5f00, 0xb3261e, 0x4b5563)
            .map(Color::new)
            .toList();

    /** Those of page.js, in dots. */
    private static final List<float[]> DASHES = List.of(
            new float[] {16, 10},
            new float[] {5, 6},
            new float[] {1},
            new float[] {24, 9, 6, 9},
            new float[] {6, 18},
            new float[] {36, 12},
            new float[] {12, 6});

    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 26);

    private final Chart chart;

    private Png(Chart chart) {
        this.chart = chart;
    }

    /** Writes the picture; none where there is nothing to draw, such as confusions where no row is wrong. */
    static void write(Chart chart, Path file) throws IOException {
        if (chart.option().get("series") instanceof List<?> series
                && series.stream().allMatch(Png::isEmpty)) {
            return;
        }
        byte[] picture = BitmapEncoder.getBitmapBytes(new Png(chart).drawn(), BitmapFormat.PNG);
        Files.write(file, picture);
    }

    private static boolean isEmpty(Object series) {
        return ((List<?>) ((Map<?, ?>) series).get("data")).isEmpty();
    }

    private AxesChart<?, ?> drawn() {
        AxesChart<?, ?> drawn = axis("xAxis").get("type").equals("log")
                ? points()
                : switch (kind()) {
                    case "line" -> lines();
                    case "bar" -> bars();
                    default -> bubbles();
                };
        drawn.setTitle(chart.title());
        drawn.setXAxisTitle(axis("xAxis").get("name").toString());
        drawn.setYAxisTitle(axis("yAxis").get("name").toString());
        return drawn;
    }

    private String kind() {
        return series().stream().findFirst().map(s -> s.get("type").toString()).orElse("scatter");
    }

    private XYChart lines() {
        XYChart drawn = styled(new XYChart(WIDTH, HEIGHT));
        List<Map<String, Object>> all = series();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).get("name").equals("")) {
                List<Double> low = numbers(all.get(i));
                List<Double> width = numbers(all.get(i + 1));
                edge(drawn, all.get(i), "low", low);
                edge(
                        drawn,
                        all.get(i),
                        "high",
                        IntStream.range(0, low.size())
                                .mapToObj(at -> low.get(at) + width.get(at))
                                .toList());
                i++;
            } else {
                line(drawn, all.get(i), all.get(i).get("name").toString(), numbers(all.get(i)), 5);
            }
        }
        return drawn;
    }

    /** A band's border: the area between two lines is not drawn. */
    private static void edge(XYChart drawn, Map<String, Object> series, String which, List<Double> data) {
        XYSeries edge = line(drawn, series, series.get("stack") + " " + which, data, 1.5f);
        edge.setShowInLegend(false);
    }

    private static XYSeries line(
            XYChart drawn, Map<String, Object> series, String name, List<Double> data, float width) {
        List<Integer> epochs = IntStream.rangeClosed(1, data.size()).boxed().toList();
        XYSeries line = drawn.addSeries(name, epochs, data);
        line.setLineColor(tone(series));
        line.setLineStyle(stroke(series, width));
        line.setMarker(SeriesMarkers.NONE);
        return line;
    }

    /** A line of the tone 'solid' has no gaps. */
    private static BasicStroke stroke(Map<String, Object> series, float width) {
        float[] dash = DASHES.get((int) series.get("tone") % DASHES.size());
        return dash.length == 1
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    private CategoryChart bars() {
        CategoryChart drawn = styled(new CategoryChart(WIDTH, HEIGHT));
        for (Map<String, Object> group : series()) {
            drawn.addSeries(group.get("name").toString(), places("xAxis"), numbers(group))
                    .setFillColor(tone(group));
        }
        return drawn;
    }

    private XYChart points() {
        XYChart drawn = styled(new XYChart(WIDTH, HEIGHT));
        drawn.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        drawn.getStyler().setXAxisLogarithmic(true);
        drawn.getStyler().setMarkerSize(18);
        for (Map<String, Object> each : series()) {
            XYSeries places = drawn.addSeries(each.get("name").toString(), places(each, 0), places(each, 1));
            places.setMarkerColor(tone(each));
            if (each.get("type").equals("line")) {
                places.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
                places.setMarker(SeriesMarkers.NONE);
                places.setLineColor(tone(each));
                places.setLineStyle(stroke(each, 3));
            }
        }
        return drawn;
    }

    private static List<Number> places(Map<String, Object> series, int which) {
        return ((List<?>) series.get("data"))
                .stream().map(place -> (Number) ((List<?>) place).get(which)).toList();
    }

    /** Points whose area is a number of rows, as on the page, where classes are counted from the top. */
    private BubbleChart bubbles() {
        BubbleChart drawn = styled(new BubbleChart(WIDTH, HEIGHT));
        List<?> points = (List<?>) series().get(0).get("data");
        int last = places("yAxis").size() - 1;
        BubbleSeries bubbles = drawn.addSeries(
                "rows",
                coordinates(points, 0),
                DoubleStream.of(coordinates(points, 1)).map(y -> last - y).toArray(),
                points.stream()
                        .mapToDouble(point -> 2 * ((Number) ((Map<?, ?>) point).get("symbolSize")).doubleValue())
                        .toArray());
        bubbles.setFillColor(tone(series().get(0)));
        bubbles.setLineColor(tone(series().get(0)));
        BubbleStyler style = drawn.getStyler();
        style.setLegendVisible(false);
        style.setXAxisMin(-0.9).setXAxisMax(last + 0.9).setYAxisMin(-0.9).setYAxisMax(last + 0.9);
        // Room enough that no tick falls between two classes.
        style.setXAxisTickMarkSpacingHint(WIDTH / (last + 2)).setYAxisTickMarkSpacingHint(HEIGHT / (last + 2));
        style.setxAxisTickLabelsFormattingFunction(Png::place);
        style.setyAxisTickLabelsFormattingFunction(y -> place(last - y));
        return drawn;
    }

    private static double[] coordinates(List<?> points, int which) {
        return points.stream()
                .map(point -> (List<?>) ((Map<?, ?>) point).get("value"))
                .mapToDouble(value -> ((Number) value.get(which)).doubleValue())
                .toArray();
    }

    private static String place(double number) {
        return Math.rint(number) == number ? String.valueOf(Math.round(number)) : String.valueOf(number);
    }

    private static <C extends AxesChart<? extends AxesChartStyler, ?>> C styled(C drawn) {
        AxesChartStyler style = drawn.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setChartTitleFont(TEXT.deriveFont(Font.BOLD, 32f));
        style.setLegendFont(TEXT);
        style.setLegendPosition(LegendPosition.OutsideS);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setAxisTitleFont(TEXT);
        style.setAxisTickLabelsFont(TEXT);
        return drawn;
    }

    private static Color tone(Map<String, Object> series) {
        return TONES.get((int) series.get("tone") % TONES.size());
    }

    @SuppressWarnings("unchecked") // as Chart makes it
    private List<Map<String, Object>> series() {
        return (List<Map<String, Object>>) chart.option().get("series");
    }

    private Map<?, ?> axis(String axis) {
        return (Map<?, ?>) chart.option().get(axis);
    }

    private List<?> places(String axis) {
        return (List<?>) axis(axis).get("data");
    }

    private static List<Double> numbers(Map<String, Object> series) {
        return ((List<?>) series.get("data"))
                .stream().map(n -> ((Number) n).doubleValue()).toList();
    }
}
