package kd4j.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page hears of epochs as they are written. A stream that says nothing is cut after a minute, and the test fails. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveStreamTest {
    private static final String ID = "going/now";

    @TempDir
    private Path runs;

    private Path run;
    private Path training;
    private UiServer server;
    private Browser browser;

    @BeforeEach
    void begin() throws Exception {
        run = Folders.begun(runs.resolve(ID), "2026-01-01T10:00:00Z");
        training = run.resolve("seed-7/distilled");
        server = UiServer.start(
                new UiServer.Settings(runs, "127.0.0.1", 0, Duration.ofMillis(20), Duration.ofMillis(200)));
        browser = Browser.at(server);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static List<String> data(List<Browser.Event> events) {
        return events.stream().map(Browser.Event::data).toList();
    }

    private static String epoch(int number, String accuracy) {
        return "{\"epoch\":{\"objective\":1.5,\"terms\":{\"<b>kl\":1.0},\"shares\":{},\"alarms\":[],\"figure\":%s,"
                        .formatted(accuracy)
                + "\"numbers\":false,\"beside\":0.01,\"likeness\":null,\"likelihood\":null,\"seconds\":2.0,\"teacher\":null},\"number\":%d,\"training\":\"seed-7/distilled\"}"
                        .formatted(number);
    }

    @Test
    void lines_that_are_there_and_lines_that_come_are_told_in_order() throws Exception {
        Path log = Folders.epochs(training, 0.1, 0.2);
        try (Browser.Events events = browser.watch(ID, "")) {
            List<Browser.Event> first = events.next("epoch", 2);
            assertEquals(List.of(epoch(1, "0.1"), epoch(2, "0.2")), data(first));
            assertEquals("seed-7/distilled:2", first.get(1).id());
            // Half a line is none.
            String line = Folders.line(0.3);
            Files.writeString(log, line.substring(0, 40), StandardOpenOption.APPEND);
            assertEquals("comment", events.next("comment", 1).get(0).name());
            Files.writeString(log, line.substring(40) + "\n" + Folders.line(0.4) + "\n", StandardOpenOption.APPEND);
            assertEquals(List.of(epoch(3, "0.3"), epoch(4, "0.4")), data(events.next("epoch", 2)));
        }
    }

    @Test
    void a_page_whose_connection_broke_gets_what_it_lacks() throws Exception {
        Folders.epochs(training, 0.1, 0.2, 0.3);
        Folders.epochs(run.resolve("seed-7/student-alone"), 0.5);
        String last;
        try (Browser.Events events = browser.watch(ID, "")) {
            last = events.next("epoch", 4).get(3).id();
        }
        assertEquals("seed-7/distilled:3,seed-7/student-alone:1", last);
        Folders.epochs(training, 0.4);
        try (Browser.Events events = browser.watch(ID, last)) {
            assertEquals(List.of(epoch(4, "0.4")), data(events.next("epoch", 1)));
        }
    }

    /** As a run that is resumed takes away what lies behind its last checkpoint. */
    @Test
    void lines_that_were_taken_away_are_taken_back() throws Exception {
        Path log = Folders.epochs(training, 0.1, 0.2, 0.3);
        try (Browser.Events events = browser.watch(ID, "")) {
            events.next("epoch", 3);
            Path shorter = Files.writeString(log.resolveSibling("other"), Folders.line(0.1) + "\n");
            Files.move(shorter, log, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertEquals(
                    "{\"training\":\"seed-7/distilled\"}",
                    events.next("anew", 1).get(0).data());
            assertEquals(List.of(epoch(1, "0.1")), data(events.next("epoch", 1)));
        }
        try (Browser.Events events = browser.watch(ID, "seed-7/distilled:9")) {
            assertEquals("anew", events.next("anew", 1).get(0).name());
            assertEquals(List.of(epoch(1, "0.1")), data(events.next("epoch", 1)));
        }
    }

    /** Teachers and controls are trained in a folder that runs share; the record comes into the run's own at the end. */
    @Test
    void a_shared_training_is_followed_where_it_goes_on() throws Exception {
        Path shared = runs.resolve("teachers/0123");
        Folders.epochs(shared, 0.25);
        Path own = Files.createDirectories(run.resolve("seed-7/teacher"));
        Files.writeString(own.resolve("trained-in.txt"), own.relativize(shared).toString());
        try (Browser.Events events = browser.watch(ID, "")) {
            assertTrue(events.next("epoch", 1).get(0).data().endsWith("\"number\":1,\"training\":\"seed-7/teacher\"}"));
            Folders.epochs(shared, 0.5);
            assertTrue(events.next("epoch", 1).get(0).data().contains("\"number\":2"));
            Files.copy(shared.resolve("metrics.jsonl"), own.resolve("metrics.jsonl"));
            Files.delete(own.resolve("trained-in.txt"));
            events.next("anew", 1);
            assertTrue(events.next("epoch", 2).get(1).data().contains("\"figure\":0.5"));
        }
    }

    @Test
    void a_run_cannot_make_the_page_read_elsewhere() throws Exception {
        Path elsewhere = runs.resolve("other/secret");
        Folders.epochs(elsewhere, 0.25);
        Path own = Files.createDirectories(run.resolve("seed-7/teacher"));
        Files.writeString(
                own.resolve("trained-in.txt"), elsewhere.toAbsolutePath().toString());
        Folders.epochs(training, 0.1);
        try (Browser.Events events = browser.watch(ID, "")) {
            assertEquals(List.of(epoch(1, "0.1")), data(events.next("epoch", 1)));
        }
    }

    @Test
    void state_and_end_are_told() throws Exception {
        Folders.epochs(training, 0.1);
        try (Browser.Events events = browser.watch(ID, "")) {
            assertEquals(
                    "{\"problem\":\"\",\"progress\":\"1 of 16 epochs\",\"share\":0.0625,\"state\":\"stopped\"}",
                    events.next("state", 1).get(0).data());
            Files.writeString(run.resolve("summary.json"), "{\"name\":\"going\",\"seeds\":[7]}");
            assertTrue(events.next("state", 1).get(0).data().endsWith("\"state\":\"finished\"}"));
            assertEquals("end", events.next().orElseThrow().name());
            assertTrue(events.next().isEmpty(), "the stream ends");
        }
    }

    @Test
    void a_damaged_line_is_named() throws Exception {
        Files.createDirectories(training);
        Files.writeString(training.resolve("metrics.jsonl"), "{\"objective\"\n");
        try (Browser.Events events = browser.watch(ID, "")) {
            String problem = events.next("problem", 1).get(0).data();
            assertTrue(problem.contains("metrics.jsonl: line 1: not JSON"), problem);
        }
    }

    @Test
    void a_run_that_is_not_there_ends_the_matter() throws Exception {
        HttpResponse<String> answer = browser.open("/events?id=nobody");
        assertEquals(404, answer.statusCode());
    }

    @Test
    void the_server_ends_although_a_page_is_watching() throws Exception {
        Browser.Events events = browser.watch(ID, "");
        events.next("state", 1);
        server.close();
        server.await();
        int more = 0;
        try {
            while (events.next().isPresent()) {
                more++;
            }
        } catch (java.io.UncheckedIOException e) {
            assertFalse(e.getCause() instanceof HttpTimeoutException, "cut off, as it may be, and not waited for");
        }
        assertTrue(more < 100);
    }
}
