package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import kd4j.metric.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @TempDir
    private Path folder;

    private Fixture run(String name) throws IOException {
        return Fixture.of(folder.resolve(name), name, 7)
                .arm("student-alone", 20)
                .arm("distilled", 14)
                .result("teacher", 7, 10, "\"digest\":\"shared\",\"macs\":99999")
                .answers("student-alone", 7, 0, 20)
                .answers("distilled", 7, 0, 14)
                .epochs("student-alone", 7, 0.5, 0.6, 0.7)
                .epochs("distilled", 7, 0.6, 0.8, 0.85);
    }

    @Test
    void every_chart_is_a_picture_and_every_table_two_files() throws IOException {
        List<Path> runs = List.of(run("one").folder(), run("two").folder());
        Path charts = Page.of(runs).writePictures(folder.resolve("both.html"));
        assertEquals("both-charts", charts.getFileName().toString());
        Set<String> names;
        try (Stream<Path> files = Files.list(charts)) {
            names = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        for (String name : List.of("result", "ranking")) {
            assertTrue(names.contains(name + ".csv") && names.contains(name + ".md"), names.toString());
        }
        List<String> pictures =
                names.stream().filter(name -> name.endsWith(".png")).toList();
        assertTrue(pictures.contains("run-1-01-accuracy-on-the-validation-rows.png"), names.toString());
        assertTrue(pictures.stream().anyMatch(name -> name.endsWith("confusions-of-distilled.png")), names.toString());
        for (String picture : pictures) {
            drawn(charts.resolve(picture));
            assertTrue(names.contains(picture.replace(".png", ".csv")), picture);
            assertTrue(names.contains(picture.replace(".png", ".md")), picture);
        }
        assertEquals(
                "epoch,student-alone,distilled\n1,50.00,60.00\n2,60.00,80.00\n3,70.00,85.00\n",
                Files.readString(charts.resolve("run-1-01-accuracy-on-the-validation-rows.csv")));
    }

    /** Every kind of chart, with the colours of its series among the dots. */
    @Test
    void the_colours_of_the_page_are_in_the_picture() throws IOException {
        Chart lines = Chart.lines(
                "lines", "", "%", List.of(new Curve("one", 1, List.of(List.of(1.0, 5.0), List.of(2.0, 7.0)))));
        assertTrue(colours(lines).contains(0x0550ae));
        Chart bars = Chart.bars(
                "bars", "", "errors", List.of("0", "1"), List.of(new Curve("two", 2, List.of(List.of(3.0, 1.0)))));
        assertTrue(colours(bars).contains(0x00694f));
        Chart points = Chart.points(
                "points",
                "",
                "MACs",
                "%",
                List.of(new Chart.Point("p", 0, 1000, 0.5), new Chart.Point("q", 5, 1e5, 0.9)));
        assertTrue(colours(points).containsAll(Set.of(0x9a5a00, 0xb3261e)));
        List<Prediction> mistakes = List.of(new Prediction(0, 1, 1), new Prediction(0, 1, 1), new Prediction(1, 2, 1));
        Chart confusions = Confusion.of(List.of(mistakes)).chart("distilled", 2);
        BufferedImage picture = picture(confusions);
        // Two points of 2 and 1 rows: their area is that of the circles, pi / 4 * (52^2 + 52^2 / 2) dots, and nothing
        // else is green.
        double dots = colours(picture)
                .filter(colour -> (colour >> 8 & 0xff) > (colour >> 16 & 0xff) + 20)
                .count();
        assertEquals(Math.PI / 4 * 1.5 * 52 * 52, dots, 400);
    }

    @Test
    void nothing_is_drawn_where_no_row_is_wrong() throws IOException {
        Path file = folder.resolve("none.png");
        Png.write(Confusion.of(List.of(List.of(new Prediction(1, 1, 1)))).chart("distilled", 2), file);
        assertTrue(Files.notExists(file));
    }

    private Set<Integer> colours(Chart chart) throws IOException {
        return colours(picture(chart)).boxed().collect(Collectors.toSet());
    }

    private BufferedImage picture(Chart chart) throws IOException {
        Path file = folder.resolve(chart.title() + ".png");
        Png.write(chart, file);
        return drawn(file);
    }

    private static BufferedImage drawn(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(Png.WIDTH, picture.getWidth());
        assertEquals(Png.HEIGHT, picture.getHeight());
        // Title, axes and figures are ink: more than one dot in a hundred is not paper.
        long ink = colours(picture).filter(colour -> colour != 0xffffff).count();
        assertTrue(ink > Png.WIDTH * Png.HEIGHT / 100, file + ": " + ink);
        return picture;
    }

    private static IntStream colours(BufferedImage picture) {
        return IntStream.range(0, Png.WIDTH * Png.HEIGHT)
                .map(i -> picture.getRGB(i % Png.WIDTH, i / Png.WIDTH) & 0xffffff);
    }
}
