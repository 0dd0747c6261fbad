package kd4j.datasets.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback address that gives one file, and misbehaves on demand. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] content;
    final List<String> ranges = new CopyOnWriteArrayList<>();
    volatile boolean ignoresRange;
    volatile boolean liesAboutRange;
    volatile int breaksAfter = Integer.MAX_VALUE;
    final AtomicInteger breaks = new AtomicInteger();
    volatile boolean stallsOnce;
    private final CountDownLatch stopped = new CountDownLatch(1);
    volatile int statusForAll = 200;

    FileServer(byte[] content) throws IOException {
        this(content, "/set/file.bin");
    }

    FileServer(byte[] content, String path) throws IOException {
        this.content = content;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(path, this::answer);
        server.start();
    }

    URI base() {
        return root().resolve("set/");
    }

    URI root() {
        return URI.create("http://%s:%d/"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "all" : range);
        if (statusForAll != 200) {
            exchange.sendResponseHeaders(statusForAll, -1);
            exchange.close();
            return;
        }
        int from = range == null || ignoresRange ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        byte[] body = Arrays.copyOfRange(content, from, content.length);
        if (from > 0) {
            int told = liesAboutRange ? from + 1 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(told, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
        send(exchange, body);
    }

    private void send(HttpExchange exchange, byte[] body) throws IOException {
        boolean broken = body.length > breaksAfter && breaks.getAndDecrement() > 0;
        exchange.getResponseBody().write(body, 0, broken ? breaksAfter : body.length);
        if (broken) {
            exchange.getResponseBody().flush();
        }
        if (broken && stallsOnce) {
            await();
        }
        exchange.close();
    }

    private void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
