package kd4j.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tracking server on the loopback address that keeps what it is sent, as a list, so that what comes twice is there twice; it
 * misbehaves on demand. Calls and answers are those of MLflow's REST documentation, version 2.
 */
final class MlflowStub implements AutoCloseable {
    /** What it does with a call. */
    enum Manner {
        SERVES,
        /** Answers 503 and does nothing. */
        FAILS,
        /** Hangs up and does nothing. */
        DROPS,
        /** Does what was asked for, and hangs up instead of answering. */
        DROPS_THE_ANSWER,
        /** Answers nothing for as long as the server stands. */
        STALLS
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A run as it was told. */
    static final class Told {
        final Map<String, String> tags = new TreeMap<>();
        final Map<String, String> parameters = new TreeMap<>();
        final List<String> metrics = new ArrayList<>();
        String name;
        String status = "RUNNING";

        /** {@code step:value} of a metric. */
        List<String> of(String metric) {
            return metrics.stream()
                    .filter(m -> m.startsWith(metric + "="))
                    .map(m -> m.substring(metric.length() + 1))
                    .toList();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    final Map<String, Told> runs = new LinkedHashMap<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** How calls are met. */
    volatile Judge judge = (number, call) -> Manner.SERVES;

    /** Decides about each call. */
    interface Judge {
        Manner of(int number, String call);
    }

    MlflowStub() throws IOException {
        this(0);
    }

    MlflowStub(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/api/2.0/mlflow/", this::meet);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    /** The only run with this name. */
    synchronized Told run(String name) {
        List<Told> found =
                runs.values().stream().filter(r -> r.name.equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " runs named " + name + " of "
                    + runs.values().stream().map(r -> r.name).toList());
        }
        return found.get(0);
    }

    private void meet(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(String.valueOf(authorization));
        Manner manner;
        synchronized (this) {
            manner = judge.of(calls.size(), call);
            calls.add(call);
        }
        switch (manner) {
            case STALLS -> await();
            case FAILS -> send(exchange, 503, "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\"}");
            case DROPS -> exchange.close();
            case DROPS_THE_ANSWER -> {
                answer(exchange, call);
                exchange.close();
            }
            case SERVES -> {
                String answer = answer(exchange, call);
                send(exchange, answer == null ? 404 : 200, answer == null ? "{}" : answer);
            }
        }
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized String answer(HttpExchange exchange, String call) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode body = JSON.readTree(sent.isEmpty() ? "{}" : sent);
        return switch (call) {
            case "experiments/get-by-name" -> null;
            case "experiments/create" -> "{\"experiment_id\":\"1\"}";
            case "runs/create" -> create(body);
            case "runs/search" -> search(body.get("filter").asString());
            case "runs/log-batch" -> log(body);
            case "runs/update" -> {
                runs.get(body.get("run_id").asString()).status =
                        body.get("status").asString();
                yield "{}";
            }
            case "metrics/get-history" -> history(exchange.getRequestURI().getRawQuery());
            default -> throw new AssertionError(call);
        };
    }

    private String create(JsonNode body) {
        Told told = new Told();
        told.name = body.get("run_name").asString();
        body.get("tags")
                .forEach(t ->
                        told.tags.put(t.get("key").asString(), t.get("value").asString()));
        String id = "r" + runs.size();
        runs.put(id, told);
        return "{\"run\":{\"info\":{\"run_id\":\"%s\"}}}".formatted(id);
    }

    private String search(String filter) {
        String key = filter.replaceAll("tags\\.`(.*)` = '(.*)'", "$1");
        String value = filter.replaceAll("tags\\.`(.*)` = '(.*)'", "$2");
        return runs.entrySet().stream()
                .filter(r -> value.equals(r.getValue().tags.get(key)))
                .findFirst()
                .map(r -> "{\"runs\":[{\"info\":{\"run_id\":\"%s\"}}]}".formatted(r.getKey()))
                .orElse("{}");
    }

    private String log(JsonNode body) {
        Told told = runs.get(body.get("run_id").asString());
        body.get("metrics")
                .forEach(m -> told.metrics.add("%s=%d:%s"
                        .formatted(
                                m.get("key").asString(),
                                m.get("step").asLong(),
                                m.get("value").asDouble())));
        body.get("params")
                .forEach(p -> told.parameters.put(
                        p.get("key").asString(), p.get("value").asString()));
        body.get("tags")
                .forEach(t ->
                        told.tags.put(t.get("key").asString(), t.get("value").asString()));
        return "{}";
    }

    private String history(String query) {
        String id = query.replaceAll(".*run_id=([^&]*).*", "$1");
        String key = URLDecoder.decode(query.replaceAll(".*metric_key=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        List<Map<String, Object>> found = new ArrayList<>();
        for (String one : runs.get(id).of(key)) {
            found.add(Map.of("key", key, "step", Long.parseLong(one.substring(0, one.indexOf(':')))));
        }
        return JSON.writeValueAsString(Map.of("metrics", found));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
