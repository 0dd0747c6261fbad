package kd4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import kd4j.cli.Cli;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages in a real browser, with screenshots in {@code experiments/target/screenshots}. */
@Tag("nightly")
class BrowserTest {
    @TempDir
    private Path runs;

    private UiServer server;
    private Chromium browser;

    @BeforeEach
    void begin() {
        Optional<Path> driver = Chromium.program("chromedriver");
        Optional<Path> program = Chromium.program("chromium");
        assumeTrue(
                driver.isPresent() && program.isPresent(),
                "no browser here, so the pages are not looked at; install chromium and chromium-driver");
        server = UiServer.start(new UiServer.Settings(runs, "127.0.0.1", 0));
        browser = Chromium.start(program.get(), driver.get(), Cli.root().resolve("experiments/target/screenshots"));
        browser.open(server.address());
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    private String text(String id) {
        return browser.find("#" + id).getText();
    }

    private void open(String path) {
        browser.open(server.address().resolve(path));
    }

    private int points() {
        return Integer.parseInt(text("points"));
    }

    private static void until(String what, Process process, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited five minutes for: " + what);
            assertTrue(process.isAlive() || process.exitValue() == 0, "the run failed");
            Thread.sleep(100);
        }
    }

    /** A real training: the quickstart with two seeds. */
    @Test
    void a_run_is_watched_live_and_its_report_read() throws Exception {
        Process process = Cli.process(
                runs.resolve("log.txt"),
                List.of("--add-opens=java.base/java.nio=ALL-UNNAMED"),
                "run",
                Cli.root().resolve("configs/quickstart/digits.yaml"),
                "--out",
                runs,
                "--set",
                "seeds=[7,8]");
        try {
            until("the run in the list", process, () -> {
                open("/");
                return !browser.all("#runs tbody tr").isEmpty();
            });
            browser.find("#runs a").click();
            until("the first epochs", process, () -> points() > 3);
            int first = points();
            assertEquals("running", text("state"));
            until("more of them, without opening the page again", process, () -> points() > first + 40);
            until("the distilled student", process, () -> browser.find("#terms").isDisplayed());
            assertTrue(text("progress").matches("\\d+ of 180 epochs, about .* left"), text("progress"));
            browser.looks("live");
            open("/");
            browser.looks("list-running");
            browser.find("#runs a").click();
            until("the end", process, () -> text("state").equals("finished"));
            assertEquals(20 + 4 * 40, points());
            assertTrue(browser.find("#report a").isDisplayed());
            until("the figures", process, () -> browser.all("#arms .tile").size() == 3);
            System.out.printf("watched live: %d points at first, %d at the end%n", first, points());
            browser.looks("finished");
            browser.find("#report a").click();
            assertEquals(
                    browser.all(".chart").size(), browser.all(".chart canvas").size(), "a drawing in every place");
            browser.looks("report");
            assertEquals(List.of(), browser.complaints());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void five_hundred_runs_are_there_at_once_and_searched_while_one_types() throws Exception {
        Folders.many(runs, 500);
        server.close();
        server = UiServer.start(new UiServer.Settings(runs, "127.0.0.1", 0));
        browser.open(server.address());
        // The server has read all records before it answers.
        for (String which : List.of("first", "second")) {
            long begin = System.nanoTime();
            open("/");
            assertEquals(500, browser.all("#runs tbody tr").size());
            System.out.printf(
                    "500 runs, %s load: %.0f ms until all rows are there, of which the browser waited %s ms for the first byte; page complete after %s ms%n",
                    which,
                    (System.nanoTime() - begin) / 1e6,
                    browser.script("return Math.round(performance.getEntriesByType('navigation')[0].responseStart)"),
                    browser.script("return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
        }
        browser.find("#q").sendKeys("run-12");
        assertEquals("10 of 500 runs", text("shown"));
        browser.looks("search");
        browser.find("#q").clear();
        browser.find("#q").sendKeys(" ");
        assertEquals("500 runs", text("shown"));
        List<WebElement> ticks = browser.all("input[name=run]");
        ticks.get(0).click();
        ticks.get(1).click();
        assertEquals("2 ticked", text("ticked"));
        browser.shot("many");
        // By the distilled student's accuracy, the best first: none of 200 rows wrong.
        browser.find("#runs th:nth-child(7) button").click();
        assertEquals("100.00 %", browser.find("#runs tbody td.strong").getText());
        assertEquals(2, browser.all("input[name=run]:checked").size());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void a_script_in_a_name_is_shown_and_not_run() throws Exception {
        String hostile = "<img src=x onerror='window.ran=1'><script>window.ran=1<&script>";
        Path run = Folders.begun(runs.resolve(hostile).resolve("one"), "2026-01-01T10:00:00Z");
        Folders.epochs(run.resolve("seed-7/distilled"), 0.1, 0.5, 0.7);
        Files.writeString(run.resolve("recipe.resolved.yaml"), "name: </pre><script>window.ran=1</script>");
        open("/");
        assertEquals(hostile, browser.find("#runs a").getText());
        assertNull(browser.script("return window.ran"));
        browser.looks("hostile");
        browser.find("#runs a").click();
        assertEquals(hostile, browser.find("h1").getText());
        browser.waitFor(() -> points() == 3);
        browser.find("details[data-table=terms] summary").click();
        browser.waitFor(
                () -> browser.find("details[data-table=terms]").getText().contains("<b>kl"));
        assertNull(browser.script("return window.ran"));
        assertTrue(browser.find("pre").getAttribute("textContent").contains("<script>window.ran=1</script>"));
        assertEquals(List.of(), browser.complaints());
    }

    /** What a page of the printed address may do is what its policy says: not even a script of its own text. */
    @Test
    void the_policy_holds() throws Exception {
        Folders.many(runs, 1);
        open("/");
        browser.script(
                "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)");
        assertNull(browser.script("return window.ran"));
        assertFalse(browser.complaints().isEmpty(), "the browser says that it refused");
        assertEquals("", browser.script("return document.cookie"));
    }

    @Test
    void the_keyboard_reaches_everything() throws Exception {
        Folders.many(runs, 2);
        open("/");
        assertEquals(
                List.of(
                        "q", "button", "button", "button", "button", "button", "button", "run", "a", "a", "run", "a",
                        "a"),
                browser.tabbed(13));
        browser.all("input[name=run]").get(1).sendKeys(" ");
        assertEquals(List.of("a", "a", "go"), browser.tabbed(3));
        assertEquals(
                0, browser.driver().findElements(By.cssSelector("[tabindex]")).size());
    }
}
