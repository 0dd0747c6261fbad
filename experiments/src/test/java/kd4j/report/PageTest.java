package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import kd4j.metric.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageTest {
    private static final String BEGIN = "<script type=\"application/json\" id=\"options\">";

    @TempDir
    private Path runs;

    private Fixture run(String folder, String name) throws IOException {
        return Fixture.of(runs.resolve(folder), name, 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 14, 17)
                .epochs("teacher", 7, 0.8, 0.9)
                .epochs("student-alone", 7, 0.5, 0.6)
                .epochs("student-alone", 8, 0.7, 0.7, 0.8)
                .epochs("distilled", 7, 0.6)
                .epochs("distilled", 8, 0.8);
    }

    /** The page without the charts' library, in whose code elements are written too. */
    private static String own(String html) {
        int from = html.indexOf("<script>", html.indexOf(BEGIN));
        return html.substring(0, from) + html.substring(html.indexOf("</script>", from));
    }

    private static List<JsonNode> options(String html) {
        int from = html.indexOf(BEGIN) + BEGIN.length();
        JsonNode options = JsonMapper.shared().readTree(html.substring(from, html.indexOf("</script>", from)));
        return StreamSupport.stream(options.spliterator(), false).toList();
    }

    private static JsonNode series(JsonNode option, String name) {
        return StreamSupport.stream(option.get("series").spliterator(), false)
                .filter(s -> s.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_page_has_the_table_the_verdict_and_a_chart_for_every_place() throws IOException {
        String html = Page.of(List.of(run("one", "digits").folder())).html();
        assertTrue(html.contains("<td>92.25</td>"), "mean accuracy of 14 and 17 errors in 200 rows");
        assertTrue(html.contains("<p class=\"verdict\">digits: distilled and student alone"), html.substring(0, 3000));
        assertEquals(html.split("class=\"chart\"", -1).length - 1, options(html).size());
        assertEquals(html.split("<figure>", -1).length, html.split("<summary>The figures</summary>", -1).length);
    }

    /** Alone: 0.5 and 0.7, 0.6 and 0.7, then the seed that is left, 0.8. */
    @Test
    void curves_are_means_with_a_band_over_the_seeds() throws IOException {
        String html = Page.of(List.of(run("one", "digits").folder())).html();
        JsonNode accuracy = options(html).get(0);
        assertEquals(
                "[60.0,65.0,80.0]",
                series(accuracy, "student-alone").get("data").toString());
        assertEquals("[80.0,90.0]", series(accuracy, "teacher").get("data").toString());
        JsonNode low = accuracy.get("series").get(1);
        JsonNode width = accuracy.get("series").get(2);
        assertEquals("band of student-alone", low.get("stack").asString());
        assertEquals("[50.0,60.0,80.0]", low.get("data").toString());
        assertEquals(20, width.get("data").get(0).asDouble(), 1e-9);
        assertEquals(0, width.get("data").get(2).asDouble(), 1e-9);
        assertTrue(html.contains("<td>2</td><td>90.00</td><td>65.00</td><td></td>"), "the table behind the chart");
    }

    /** Rows 0 to 19 have two of each class; 14 wrong ones have two of the classes 0 to 3, then one each. */
    @Test
    void confusions_are_drawn_listed_and_named() throws IOException {
        Fixture run = Fixture.of(runs.resolve("one"), "digits", 7)
                .arm("student-alone", 20)
                .arm("distilled", 14)
                .answers("student-alone", 7, 0, 20)
                .answers("distilled", 7, 0, 14);
        String html = Page.of(List.of(run.folder())).html();
        assertTrue(
                html.contains(
                        "Most frequent: class 0 taken for 1 (2 of 20 rows), class 1 taken for 2 (2 of 20 rows), class 2 taken for 3 (2 of 20 rows)."),
                html.substring(html.indexOf("Confusions")));
        assertTrue(html.contains("<h3>Confusions of student-alone</h3>"));
        assertTrue(html.contains("<th scope=\"col\">answer 9</th>"));
        assertTrue(
                html.contains(
                        "<tr><td>4</td><td>0</td><td>0</td><td>0</td><td>0</td><td>19</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>"));
        JsonNode points = options(html).get(1).get("series").get(0).get("data");
        assertEquals(10, points.size());
        assertEquals("[1,0,2.0]", points.get(0).get("value").toString());
        // Half the rows, half the area.
        double ratio = points.get(4).get("symbolSize").asDouble()
                / points.get(0).get("symbolSize").asDouble();
        assertEquals(0.5, ratio * ratio, 1e-12);
    }

    /** Each of 60 classes once, each taken for the next. */
    @Test
    void confusions_of_many_classes_are_listed() {
        List<Prediction> rows = IntStream.range(0, 60)
                .mapToObj(i -> new Prediction(i, (i + 1) % 60, 0.5))
                .toList();
        Cells table = Confusion.of(List.of(rows)).chart("distilled", 2).table();
        assertEquals(List.of("class", "answer", "rows"), table.header());
        assertEquals(60, table.rows().size());
        assertEquals(List.of("59", "0", "1"), table.rows().get(59));
        assertTrue(Confusion.of(List.of(List.of(new Prediction(1, 1, 1))))
                .chart("distilled", 2)
                .note()
                .endsWith("No row is wrong."));
    }

    @Test
    void what_validation_did_not_select_is_kept_apart() throws IOException {
        Fixture run = run("one", "digits")
                .result("distilled", 7, 14, "\"digest\":\"d\",\"lastTest\":" + Fixture.score(2))
                .result("distilled", 8, 17, "\"digest\":\"e\",\"lastTest\":" + Fixture.score(4));
        String html = Page.of(List.of(run.folder())).html();
        assertTrue(html.contains("kept apart and never ranked"));
        // 2 and 4 errors in 200 rows.
        assertTrue(html.contains("<td>last epoch</td><td>98.50</td><td>3.0</td>"));
        assertFalse(Comparison.of(List.of(run.folder())).text().contains("98.50"));
    }

    @Test
    void terms_add_up_with_their_weights() throws IOException {
        JsonNode objective =
                options(Page.of(List.of(run("one", "digits").folder())).html()).get(1);
        assertEquals("[1.5]", series(objective, "objective").get("data").toString());
        assertEquals("[1.0]", series(objective, "cross-entropy").get("data").toString());
        assertEquals("[0.5]", series(objective, "<b>kl").get("data").toString());
    }

    /** Shares 0.25 and 0.75 of two seeds, likelihoods 1 and 2; what both seeds warn of is said once. */
    @Test
    void a_diagnosis_is_drawn_and_warnings_are_written() throws IOException {
        Fixture run = Fixture.of(runs.resolve("one"), "digits", 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", 14, 17)
                .diagnosed(7, 1, 0.25, "the teacher is <i>blind")
                .diagnosed(8, 2, 0.75, "the teacher is <i>blind");
        String html = Page.of(List.of(run.folder())).html();
        List<String> titles = html.lines()
                .filter(line -> line.contains("<h3>"))
                .map(line -> line.replaceAll(".*<h3>(.*)</h3>.*", "$1"))
                .toList();
        int share = titles.indexOf("Share of the gradient by term");
        int likelihood = titles.indexOf("Negative log-likelihood");
        assertTrue(share > 0 && likelihood > share, titles.toString());
        assertTrue(titles.containsAll(List.of("Agreement with the teacher", "Calibration error")), titles.toString());
        int sizes = titles.size() - options(html).size();
        assertEquals(
                "[50.0]",
                series(options(html).get(share - sizes), "kl").get("data").toString());
        assertEquals(
                "[1.5]",
                series(options(html).get(likelihood - sizes), "distilled")
                        .get("data")
                        .toString());
        assertEquals(2, html.split("Warning: distilled: the teacher is &lt;i&gt;blind", -1).length);
    }

    @Test
    void names_stay_text_whatever_is_in_them() throws IOException {
        String hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
        List<Path> both =
                List.of(run("one", hostile).folder(), run("two", "digits").folder());
        String html = own(Page.of(both).html());
        assertFalse(html.contains("<script>alert"), "a script of a run's name");
        assertFalse(html.contains("<img"), "an element of a run's name");
        assertFalse(html.contains("<b>kl"), "an element of a term's name");
        assertTrue(html.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "the name itself");
    }

    @Test
    void nothing_is_fetched() throws IOException {
        String html = Page.of(List.of(run("one", "digits").folder())).html();
        assertFalse(own(html).matches("(?s).*<(link|script|img|iframe)[^>]+(src|href)=.*"), "an address to fetch from");
        assertFalse(own(html).contains("@import"));
        assertTrue(html.length() > own(html).length() + 600_000, "the charts' library is inside");
    }

    @Test
    void several_runs_stand_beside_each_other() throws IOException {
        String html = Page.of(List.of(run("one", "a").folder(), run("two", "b").folder()))
                .html();
        assertTrue(html.contains("<title>a, b - KD4J</title>"), html.substring(0, 200));
        assertTrue(html.contains("id=\"run-1\"") && html.contains("href=\"#run-2\""));
        assertTrue(html.contains("after Holm for 2 comparisons"));
        assertTrue(html.contains("<h3>Ranking</h3>") && html.contains("<td>a</td>"), "groups");
    }

    @Test
    void a_damaged_line_and_a_file_that_cannot_be_written_are_named() throws IOException {
        Path folder = run("one", "digits").folder();
        Path blocked = runs.resolve("file");
        Files.writeString(blocked, "");
        String message = assertThrows(
                        ReportException.class, () -> Page.of(List.of(folder)).write(blocked.resolve("page.html")))
                .getMessage();
        assertTrue(message.contains("page.html: cannot be written") && message.contains("--out"), message);
        Path metrics = folder.resolve("seed-8/distilled/metrics.jsonl");
        Files.writeString(metrics, "{\"objective\":1,\"terms\":[]}\n{\"obj");
        message = assertThrows(
                        ReportException.class, () -> Page.of(List.of(folder)).html())
                .getMessage();
        assertTrue(message.startsWith(metrics + ": line 2: not JSON"), message);
    }
}
