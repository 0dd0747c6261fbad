package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
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

    @Test
    void terms_add_up_with_their_weights() throws IOException {
        JsonNode objective =
                options(Page.of(List.of(run("one", "digits").folder())).html()).get(1);
        assertEquals("[1.5]", series(objective, "objective").get("data").toString());
        assertEquals("[1.0]", series(objective, "cross-entropy").get("data").toString());
        assertEquals("[0.5]", series(objective, "<b>kl").get("data").toString());
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
