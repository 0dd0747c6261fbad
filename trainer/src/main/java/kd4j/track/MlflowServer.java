package kd4j.track;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of MLflow's REST interface, version 2.0, that a run needs. Every call ends within the time limit, one way or the other. */
public final class MlflowServer {
    /** MLflow takes no more in one call. */
    public static final int METRICS_AT_ONCE = 1000;

    public static final int PARAMETERS_AT_ONCE = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MISSING = 404;
    private static final int OK = 200;
    private static final int SHOWN = 200;
    private static final String PAGE = "25000";

    private final Access access;
    private final Duration limit;
    private final HttpClient client;

    /**
     * A number at a step.
     *
     * @param timestamp milliseconds since 1970
     */
    public record Metric(String key, double value, long timestamp, long step) {}

    /**
     * A server; nothing is asked yet.
     *
     * @param limit time for one call
     */
    public MlflowServer(Access access, Duration limit) {
        this.access = access;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Where it is, without name and password. */
    public String address() {
        return access.toString();
    }

    /** The id of the experiment of this name, which is made where there is none. */
    public String experiment(String name) {
        Optional<JsonNode> found = asked(request("experiments/get-by-name?experiment_name=" + encoded(name))
                .GET());
        return found.map(answer -> text(answer.path("experiment"), "experiment_id"))
                .orElseGet(() -> text(post("experiments/create", Map.of("name", name)), "experiment_id"));
    }

    /** The run of an experiment that has this value of a tag. */
    public Optional<String> find(String experiment, String tag, String value) {
        JsonNode runs = post(
                        "runs/search",
                        Map.of(
                                "experiment_ids",
                                List.of(experiment),
                                "filter",
                                "tags.`%s` = '%s'".formatted(tag, value),
                                "max_results",
                                1))
                .path("runs");
        return runs.isEmpty() ? Optional.empty() : Optional.of(text(runs.get(0).path("info"), "run_id"));
    }

    /** Begins a run and answers its id. */
    public String create(String experiment, String name, long begun, Map<String, String> tags) {
        JsonNode answer = post(
                "runs/create",
                Map.of("experiment_id", experiment, "run_name", name, "start_time", begun, "tags", pairs(tags)));
        return text(answer.path("run").path("info"), "run_id");
    }

    /** Adds to a run; at most {@link #METRICS_AT_ONCE} metrics and {@link #PARAMETERS_AT_ONCE} parameters. */
    public void log(String run, List<Metric> metrics, Map<String, String> parameters, Map<String, String> tags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("run_id", run);
        body.put("metrics", metrics);
        body.put("params", pairs(parameters));
        body.put("tags", pairs(tags));
        post("runs/log-batch", body);
    }

    /** The steps at which a run has a metric already. */
    public Set<Long> steps(String run, String metric) {
        Set<Long> steps = new TreeSet<>();
        String path = "metrics/get-history?run_id=%s&metric_key=%s&max_results=%s"
                .formatted(encoded(run), encoded(metric), PAGE);
        Optional<String> page = Optional.of("");
        while (page.isPresent()) {
            String more = page.get().isEmpty() ? "" : "&page_token=" + encoded(page.get());
            Optional<JsonNode> answer = asked(request(path + more).GET());
            answer.ifPresent(
                    a -> a.path("metrics").forEach(m -> steps.add(m.path("step").asLong(0))));
            page = answer.map(a -> a.path("next_page_token").asString("")).filter(token -> !token.isEmpty());
        }
        return steps;
    }

    /** Says that a run has ended well. */
    public void finish(String run, long ended) {
        post("runs/update", Map.of("run_id", run, "status", "FINISHED", "end_time", ended));
    }

    private static List<Map<String, String>> pairs(Map<String, String> map) {
        return map.entrySet().stream()
                .map(e -> Map.of("key", e.getKey(), "value", e.getValue()))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(access.address() + "/api/2.0/mlflow/" + path))
                .timeout(limit);
        access.authorization().ifPresent(value -> builder.header("Authorization", value));
        return builder;
    }

    private JsonNode post(String path, Object body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return asked(request)
                .orElseThrow(() -> new TrackException("%s has no %s: is it an MLflow server?".formatted(access, path)));
    }

    /** The answer; empty where what was asked for is not there. */
    private Optional<JsonNode> asked(HttpRequest.Builder built) {
        HttpRequest request = built.build();
        String what = request.uri().getPath().replaceFirst(".*/mlflow/", "");
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == MISSING) {
                return Optional.empty();
            }
            if (answer.statusCode() != OK) {
                throw new TrackException("%s answered %d to %s: %s"
                        .formatted(access, answer.statusCode(), what, shortly(answer.body())));
            }
            return Optional.of(JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new TrackException("%s does not answer (%s)".formatted(access, reason(e)), e);
        } catch (JacksonException e) {
            throw new TrackException("%s answered %s with something that is not JSON".formatted(access, what), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrackException("%s was not waited for any longer".formatted(access), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String shortly(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    private String text(JsonNode node, String field) {
        String value = node.path(field).asString("");
        if (value.isEmpty()) {
            throw new TrackException("%s answered without %s: is it an MLflow server?".formatted(access, field));
        }
        return value;
    }
}
