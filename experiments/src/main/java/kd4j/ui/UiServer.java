package kd4j.ui;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import kd4j.component.Kd4jException;

/** Serves the runs of a folder, to be looked at and not to be changed. */
public final class UiServer implements AutoCloseable {
    /** Pages that may be watched at once; each holds a thread. */
    private static final int MOST_STREAMS = 64;

    /** What no answer goes without. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Settings settings;
    private final HttpServer server;
    private final Guard guard;
    private final RunList runs;
    private final Pages pages;
    private final Map<String, Function<Query, Response>> routes;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "kd4j-ui");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is served, and where.
     *
     * @param folder of the runs
     * @param host the interface, by name or number
     * @param port where requests come in; 0 for any that is free
     * @param look time between two looks at the files of a run that is watched
     * @param beat time after which a stream without news gives a sign
     */
    public record Settings(Path folder, String host, int port, Duration look, Duration beat) {
        /** The interface that no other machine can reach. */
        public static final String LOOPBACK = "127.0.0.1";

        public Settings(Path folder, String host, int port) {
            this(folder, host, port, Duration.ofMillis(400), Duration.ofSeconds(10));
        }
    }

    private UiServer(Settings settings, HttpServer server, InetAddress bound) {
        this.settings = settings;
        this.server = server;
        this.guard = new Guard(bound, settings.host(), server.getAddress().getPort(), Guard.drawn());
        this.runs = new RunList(settings.folder());
        this.pages = new Pages(runs);
        this.routes = Map.of("/", pages::list, "/run", pages::run, "/report", pages::report);
    }

    /**
     * Begins to serve.
     *
     * @throws UiException when the folder is not there, the interface unknown, or the port in use
     */
    public static UiServer start(Settings settings) {
        if (!Files.isDirectory(settings.folder())) {
            throw new UiException(settings.folder()
                    + ": no such folder. Begin a run first, or name the folder of your runs: kd4j ui DIR");
        }
        InetAddress bound = address(settings.host());
        UiServer ui = new UiServer(settings, listening(settings, bound), bound);
        ui.server.createContext("/", ui::answer);
        ui.server.setExecutor(ui.threads);
        // Reads all runs, so that the first page is there at once.
        ui.page("/", Query.of(null));
        ui.server.start();
        return ui;
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UiException(
                    "--host %s: no such address. Leave it out to serve this machine alone.".formatted(host), e);
        }
    }

    private static HttpServer listening(Settings settings, InetAddress bound) {
        try {
            return HttpServer.create(new InetSocketAddress(bound, settings.port()), 0);
        } catch (BindException e) {
            throw new UiException(
                    "%s:%d: %s. Choose another port with --port, or leave it out for one that is free."
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UiException(
                    "%s:%d: cannot be served: %s. Choose another port with --port."
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    /** The address to open, with the token. */
    public URI address() {
        return URI.create("http://%s:%d/?token=%s"
                .formatted(Guard.inAddress(settings.host()), server.getAddress().getPort(), guard.token()));
    }

    /** Whether other machines may reach it. */
    public boolean isOpen() {
        return !guard.bound().isLoopbackAddress();
    }

    /** How often a file of a run was read as a whole since the start. */
    public long reads() {
        return runs.reads();
    }

    /** Waits until it is closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Ends, and closes the connections that are open. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Query> query = query(exchange);
            if (query.isEmpty()) {
                send(exchange, Response.refusal(400, "The address is not encoded as addresses are."));
                return;
            }
            Optional<Response> stop = guard.stop(exchange, query.get());
            if (stop.isEmpty() && path(exchange).equals("/events")) {
                stream(exchange, query.get());
            } else {
                send(exchange, stop.orElseGet(() -> page(path(exchange), query.get())));
            }
        }
    }

    private static String path(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
    }

    private static Optional<Query> query(HttpExchange exchange) {
        try {
            return Optional.of(Query.of(exchange.getRequestURI().getRawQuery()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Paths are looked up and never go to the disk. */
    private Response page(String path, Query query) {
        try {
            return routes.getOrDefault(path, q -> file(path)).apply(query);
        } catch (NotThereException e) {
            return pages.message(404, e.getMessage());
        } catch (Kd4jException e) {
            return pages.message(422, e.getMessage());
        } catch (UncheckedIOException e) {
            return pages.message(500, String.valueOf(e.getCause()));
        }
    }

    private Response file(String path) {
        return Optional.ofNullable(Pages.files().get(path))
                .orElseThrow(() -> new NotThereException("There is no such page."));
    }

    private void stream(HttpExchange exchange, Query query) throws IOException {
        String id = query.one("id").orElse("");
        Optional<Path> folder = runs.folder(id);
        if (folder.isEmpty()) {
            // A page that gets this answer does not try again.
            send(exchange, Response.refusal(404, "There is no such run."));
            return;
        }
        if (!streams.tryAcquire()) {
            send(exchange, Response.refusal(503, "Too many pages are watched. Close some of them."));
            return;
        }
        try {
            headers(exchange, Response.file("text/event-stream", ""));
            exchange.sendResponseHeaders(200, 0);
            String last = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                    .orElse("");
            new LiveStream(runs, id, folder.get(), last, exchange.getResponseBody())
                    .tell(settings.look(), settings.beat(), () -> closed.getCount() > 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends
        } finally {
            streams.release();
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        headers(exchange, response);
        byte[] body = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : response.bytes();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void headers(HttpExchange exchange, Response response) {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", response.type());
        exchange.getResponseHeaders().set("Content-Security-Policy", response.policy());
    }
}
