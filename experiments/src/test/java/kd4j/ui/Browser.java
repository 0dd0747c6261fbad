package kd4j.ui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a server as a browser does that opened the printed address: follows it, and keeps the cookie. */
final class Browser {
    private final URI address;
    private final HttpClient client;

    private Browser(URI address, HttpClient client) {
        this.address = address;
        this.client = client;
    }

    static Browser at(UiServer server) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Browser browser = new Browser(server.address(), client);
        client.send(HttpRequest.newBuilder(server.address()).build(), HttpResponse.BodyHandlers.discarding());
        return browser;
    }

    HttpResponse<String> open(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The lines of a stream, one by one. */
    Events watch(String id, String last) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/events?id=" + id));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        return new Events(new BufferedReader(new InputStreamReader(
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8)));
    }

    /** An event; what is no event, such as a sign of life, has the name {@code comment}. */
    record Event(String id, String name, String data) {}

    /** Events as they come. */
    record Events(BufferedReader lines) implements AutoCloseable {
        /** Waits for the next one; empty where the stream has ended. */
        Optional<Event> next() {
            String id = "";
            String name = "";
            String data = "";
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        data = line.substring(6);
                    } else if (line.startsWith(": ")) {
                        name = "comment";
                    } else if (line.isEmpty() && !name.isEmpty()) {
                        return Optional.of(new Event(id, name, data));
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next events of a name. */
        List<Event> next(String name, int count) {
            List<Event> found = new ArrayList<>();
            while (found.size() < count) {
                Event event = next().orElseThrow();
                if (event.name().equals(name)) {
                    found.add(event);
                }
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** What comes back for a request that no client would write: its first line and headers as they are given. */
    static String raw(URI address, String... lines) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
