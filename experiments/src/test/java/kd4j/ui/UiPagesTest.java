package kd4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kd4j.report.Fixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of runs. */
class UiPagesTest {
    private static final String HOSTILE = "<script>alert(1)<&\"'>";

    @TempDir
    private Path runs;

    private UiServer server;
    private Browser browser;

    @BeforeEach
    void begin() throws Exception {
        server = UiServer.start(new UiServer.Settings(runs, "127.0.0.1", 0));
        browser = Browser.at(server);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = browser.open(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private Path fair(String name, int... errors) throws IOException {
        return Fixture.of(runs.resolve(name).resolve("one"), name, 7, 8)
                .arm("student-alone", 20, 22)
                .arm("distilled", errors)
                .epochs("distilled", 7, 0.6, 0.8)
                .folder();
    }

    private static int rows(String page) {
        return page.split("<tr data-id=", -1).length - 1;
    }

    @Test
    void an_empty_folder_says_how_to_begin() throws Exception {
        assertTrue(page("/").contains("kd4j run configs/quickstart/digits.yaml"));
    }

    @Test
    void the_latest_run_stands_first_with_its_figures() throws Exception {
        Folders.finished(runs.resolve("a/old"), "a", 10, "2026-01-01T10:00:00Z");
        Folders.finished(runs.resolve("b/new"), "b", 20, "2026-01-02T10:00:00Z");
        Files.createDirectories(runs.resolve("teachers/0123"));
        String page = page("/");
        assertEquals(2, rows(page));
        assertTrue(page.indexOf("data-id=\"b/new\"") < page.indexOf("data-id=\"a/old\""));
        assertTrue(page.contains("data-label=\"Distilled\">90.00 %</td>"), "20 errors in 200 rows");
        assertTrue(page.contains("href=\"/run?id=a%2Fold\""), page);
    }

    @Test
    void words_choose_among_the_runs() throws Exception {
        Folders.finished(runs.resolve("alpha/one"), "alpha", 10, "2026-01-01T10:00:00Z");
        Folders.finished(runs.resolve("beta/one"), "beta", 20, "2026-01-02T10:00:00Z");
        Folders.begun(runs.resolve("beta/two"), "2026-01-03T10:00:00Z");
        assertEquals(1, rows(page("/?q=ALPHA")));
        assertEquals(2, rows(page("/?q=beta")));
        assertEquals(1, rows(page("/?q=beta+stopped")));
        assertTrue(page("/?q=gamma").contains("No run has these words."));
    }

    /** Of 4 epochs of the teacher and 6 of each student 3 and 1 are made, 2 s each; 1 + 5 + 6 are left. */
    @Test
    void a_run_that_goes_on_shows_how_far_it_is() throws Exception {
        Path run = Folders.begun(runs.resolve("going/now"), "2026-01-01T10:00:00Z");
        Folders.epochs(run.resolve("seed-7/teacher"), 0.1, 0.2, 0.3);
        Folders.epochs(run.resolve("seed-7/student-alone"), 0.1);
        assertTrue(page("/").contains("<span class=\"state stopped\">stopped</span>"));
        try (FileChannel channel = FileChannel.open(run.resolve("run.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            String page = page("/");
            assertTrue(page.contains("<span class=\"state running\">running</span>"), page);
            assertTrue(page.contains("4 of 16 epochs, about 24 s left"), page);
            assertTrue(page.contains("<progress max=\"1\" value=\"0.25\""), page);
        }
        assertTrue(page("/").contains("<small class=\"quiet\">4 of 16 epochs</small>"));
    }

    @Test
    void five_hundred_runs_are_read_once() throws Exception {
        Folders.many(runs, 500);
        server.close();
        begin();
        assertEquals(500, rows(page("/")));
        // Two small files a run.
        assertEquals(1000, server.reads());
        assertEquals(500, rows(page("/")));
        assertEquals(1000, server.reads());
        Path changed = runs.resolve("sweep/run-123/summary.json");
        Files.writeString(changed, Files.readString(changed).replace("0.95", "0.123456"));
        assertTrue(page("/").contains("12.35 %"));
        assertEquals(1001, server.reads());
    }

    @Test
    void a_damaged_record_is_named_and_hides_no_other_run() throws Exception {
        Folders.finished(runs.resolve("a/good"), "a", 10, "2026-01-01T10:00:00Z");
        Files.writeString(
                Folders.begun(runs.resolve("a/bad"), "2026-01-01T10:00:00Z").resolve("summary.json"), "{\"name\":");
        String page = page("/");
        assertEquals(2, rows(page));
        assertTrue(page.contains("damaged") && page.contains("summary.json: damaged:"), page);
    }

    @Test
    void names_and_recipes_stay_text_whatever_is_in_them() throws Exception {
        Path run = Folders.begun(runs.resolve("<b>bold").resolve(HOSTILE), "2026-01-01T10:00:00Z");
        Files.writeString(
                run.resolve("recipe.resolved.yaml"),
                "name: '</pre><script>alert(2)</script><img src=x onerror=alert(3)>'");
        Folders.finished(runs.resolve("x/y"), "<script>alert(4)</script>", 10, "2026-01-01T10:00:00Z");
        String id = URLEncoder.encode("<b>bold/" + HOSTILE, StandardCharsets.UTF_8);
        for (String page : List.of(
                page("/"),
                page("/run?id=" + id),
                browser.open("/run?id=" + id + "x").body())) {
            assertFalse(page.contains("<script>") || page.contains("<img") || page.contains("<b>"), page);
            assertTrue(page.contains("&lt;script&gt;alert(1)&lt;&amp;&quot;&#39;&gt;"), page);
        }
        assertTrue(page("/run?id=" + id).contains("&lt;img src=x onerror=alert(3)&gt;"));
        assertTrue(page("/").contains("&lt;script&gt;alert(4)&lt;/script&gt;"));
    }

    @Test
    void scripts_and_styles_of_a_report_carry_the_nonce_of_its_policy() throws Exception {
        fair("a", 14, 17);
        HttpResponse<String> answer = browser.open("/report?run=a/one");
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        String nonce = policy.replaceFirst("(?s).*script-src 'nonce-([\\w-]+)'.*", "$1");
        assertTrue(nonce.length() >= 32 && policy.contains("style-src 'nonce-" + nonce + "'"), policy);
        assertEquals(3, answer.body().split(Pattern.quote(" nonce=\"" + nonce + "\">"), -1).length - 1);
        assertFalse(browser.open("/report?run=a/one").body().contains(nonce), "a nonce is used once");
        assertTrue(answer.body().contains("<a href=\"/\">All runs</a>"));
    }

    @Test
    void ticked_runs_stand_side_by_side_and_unlike_ones_are_refused_in_words() throws Exception {
        fair("a", 14, 17);
        Path other = fair("b", 10, 12);
        String alike = page("/report?run=a/one&run=b/one");
        assertTrue(alike.contains("<h3>Ranking</h3>"), "ranked where they were trained alike");
        Path recipe = other.resolve("recipe.resolved.yaml");
        Files.writeString(recipe, Files.readString(recipe).replace("epochs: 20", "epochs: 21"));
        String unlike = page("/report?run=a/one&run=b/one");
        assertFalse(unlike.contains("<h3>Ranking</h3>"));
        assertTrue(unlike.contains("Not ranked, because these runs differ in more than method and student:"), unlike);
        assertTrue(unlike.contains("b: training.epochs: 20 in "), unlike);
    }

    @Test
    void what_cannot_be_compared_is_told() throws Exception {
        Folders.begun(runs.resolve("a/begun"), "2026-01-01T10:00:00Z");
        assertTold(422, "Nothing to compare: tick at least one run", "/report");
        assertTold(422, "no summary.json in it", "/report?run=a/begun");
        assertTold(404, "No run &#39;a/none&#39;", "/report?run=a/none");
        Folders.many(runs, 41);
        String ticked =
                IntStream.range(0, 41).mapToObj("run=sweep/run-%03d"::formatted).collect(Collectors.joining("&"));
        assertTold(422, "41 runs are ticked; at most 40", "/report?" + ticked);
    }

    private void assertTold(int status, String words, String path) throws Exception {
        HttpResponse<String> answer = browser.open(path);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(words), answer.body());
    }

    @Test
    void a_single_run_and_a_folder_of_runs_are_taken_too() throws Exception {
        Path run = Folders.finished(runs.resolve("a/one"), "a", 10, "2026-01-01T10:00:00Z");
        for (Path given : List.of(run, run.getParent())) {
            try (UiServer other = UiServer.start(new UiServer.Settings(given, "127.0.0.1", 0))) {
                String page = Browser.at(other).open("/run?id=one").body();
                assertTrue(page.contains("<h1>a</h1>"), page);
            }
        }
    }
}
