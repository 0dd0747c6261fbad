package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UiCommandTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?token=[\\w-]+");

    @TempDir
    private Path folder;

    @Test
    void a_port_in_use_is_an_error_in_words() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cli.Answer answer = Cli.type("ui", folder, "--port", taken.getLocalPort());
            assertEquals(1, answer.code());
            assertEquals(
                    "127.0.0.1:%d: Address already in use. Choose another port with --port, or leave it out for one that is free.%n"
                            .formatted(taken.getLocalPort()),
                    answer.err());
        }
    }

    @Test
    void a_number_that_is_no_port_and_a_folder_that_is_not_there_are_refused() {
        Cli.Answer answer = Cli.type("ui", folder, "--port", "65536");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("--port 65536: a port is between 0 and 65535"), answer.err());
        answer = Cli.type("ui", folder.resolve("none"));
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("no such folder"), answer.err());
    }

    @Test
    void help_has_an_example() {
        assertTrue(Cli.type("ui", "--help").out().contains("kd4j ui runs/digits-soft-targets --port 8080"));
    }

    @Test
    void it_serves_until_it_is_interrupted() throws Exception {
        Path log = folder.resolve("log.txt");
        Process process = Cli.process(log, List.of(), "ui", folder);
        try {
            URI address = printed(log, process);
            HttpResponse<Void> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
            assertEquals(303, answer.statusCode());
            assertFalse(Files.readString(log).contains("warning: --host"));
        } finally {
            process.destroy(); // asks it to end, as Ctrl-C does
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it ends");
        assertFalse(Files.readString(log).contains("Exception"), Files.readString(log));
    }

    @Test
    void another_interface_is_warned_about() throws Exception {
        Path log = folder.resolve("log.txt");
        Process process = Cli.process(log, List.of(), "ui", folder, "--host", "0.0.0.0");
        try {
            while (!Files.readString(log).contains("token=")) {
                assertTrue(process.isAlive(), Files.readString(log));
                Thread.sleep(50);
            }
            assertTrue(
                    Files.readString(log).contains("warning: --host 0.0.0.0 lets other machines in."),
                    Files.readString(log));
        } finally {
            process.destroy();
        }
    }

    private static URI printed(Path log, Process process) throws IOException, InterruptedException {
        while (true) {
            Matcher address = ADDRESS.matcher(Files.readString(log));
            if (address.find()) {
                return URI.create(address.group());
            }
            assertTrue(process.isAlive(), Files.readString(log));
            Thread.sleep(50);
        }
    }
}
