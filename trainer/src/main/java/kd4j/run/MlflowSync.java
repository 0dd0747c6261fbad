package kd4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kd4j.file.Sha256;
import kd4j.track.MlflowServer;
import kd4j.track.MlflowServer.Metric;

/**
 * Sends what a tracking server does not have yet of a run's files. May be called again and again, by one thread at a time: what was
 * sent is not sent twice, also where an answer did not arrive, because the server is then asked what it has.
 */
final class MlflowSync {
    private static final String KEY = "kd4j.id";
    private static final int LONGEST = 500;
    private static final int LINES_AT_ONCE = 20;

    private final RunFolder folder;
    private final MlflowServer server;
    private final String experiment;
    private MlflowState state;

    MlflowSync(RunFolder folder, MlflowServer server, String experiment) {
        this.folder = folder;
        this.server = server;
        this.experiment = experiment;
    }

    /**
     * Sends the rest.
     *
     * @return how many epochs were sent now
     * @throws kd4j.track.TrackException when the server does not answer or refuses
     */
    int sync() {
        begin();
        Provenance from = Json.read(folder.provenance(), Provenance.class);
        String parent = run("", folder.root().getFileName().toString(), Map.of(), this::describe);
        int lines = 0;
        for (long seed : from.seeds()) {
            for (Arm arm : Arm.values()) {
                lines += training(seed, arm, parent);
            }
        }
        whole();
        return lines;
    }

    private void begin() {
        if (state != null) {
            return;
        }
        Path file = file();
        if (Files.exists(file)) {
            state = Json.read(file, MlflowState.class);
        }
        if (state == null || !state.server().equals(server.address())) {
            state = new MlflowState(server.address(), server.experiment(experiment), Map.of());
            keep();
        }
    }

    private Path file() {
        return folder.root().resolve("mlflow.json");
    }

    private void keep() {
        Json.write(file(), state);
    }

    private void keep(String name, MlflowState.Sent sent) {
        state = state.with(name, sent);
        keep();
    }

    private interface Description {
        void of(String run);
    }

    /** The server's id; begins the run where it has none. */
    private String run(String name, String shown, Map<String, String> tags, Description description) {
        if (state.runs().containsKey(name)) {
            return state.runs().get(name).id();
        }
        String key = key(name);
        // A call whose answer was lost may have made it.
        Optional<String> there = server.find(state.experimentId(), KEY, key);
        Map<String, String> all = new TreeMap<>(tags);
        all.put(KEY, key);
        String id = there.orElseGet(() -> server.create(state.experimentId(), shown, begun(), all));
        description.of(id);
        keep(name, new MlflowState.Sent(id, 0, there.isEmpty(), false, false));
        return id;
    }

    /** The same for the same run wherever its folder is moved. */
    private String key(String name) {
        Provenance from = Json.read(folder.provenance(), Provenance.class);
        return Sha256.of(from.recipeDigest() + " " + from.started()).substring(0, 16) + "/" + name;
    }

    private long begun() {
        return Instant.parse(Json.read(folder.provenance(), Provenance.class).started())
                .toEpochMilli();
    }

    private void describe(String run) {
        Map<String, String> part = new LinkedHashMap<>();
        for (Map.Entry<String, String> key :
                Conditions.all(folder.resolvedRecipe()).entrySet()) {
            part.put(name(key.getKey()), shortened(key.getValue()));
            if (part.size() == MlflowServer.PARAMETERS_AT_ONCE) {
                server.log(run, List.of(), part, Map.of());
                part.clear();
            }
        }
        Provenance from = Json.read(folder.provenance(), Provenance.class);
        Map<String, String> tags = new TreeMap<>();
        tags.put("kd4j.recipe-digest", from.recipeDigest());
        tags.put("kd4j.version", from.versions().get("kd4j"));
        Optional.ofNullable(from.git()).ifPresent(commit -> tags.put("mlflow.source.git.commit", commit));
        server.log(run, List.of(), part, tags);
    }

    private int training(long seed, Arm arm, String parent) {
        RunFolder.ArmFolder own = folder.arm(seed, arm);
        String name = "seed-%d/%s".formatted(seed, arm.id());
        boolean begun = Files.exists(own.metrics()) || Files.exists(own.result());
        if (!begun || state.runs().containsKey(name) && state.runs().get(name).ended()) {
            return 0;
        }
        Map<String, String> tags =
                Map.of("mlflow.parentRunId", parent, "kd4j.arm", arm.id(), "kd4j.seed", String.valueOf(seed));
        String id = run(name, name, tags, run -> {});
        int lines = epochs(name, id, own.metrics());
        if (Files.exists(own.result())) {
            ArmResult result = Json.read(own.result(), ArmResult.class);
            long now = modified(own.result());
            List<Metric> metrics = metrics(Figures.of(result), now, 0);
            if (server.steps(id, "parameters").isEmpty()) {
                server.log(id, metrics, Map.of(), Map.of("kd4j.digest", result.digest()));
            }
            server.finish(id, now);
            keep(name, state.runs().get(name).end());
        }
        return lines;
    }

    private int epochs(String name, String id, Path metrics) {
        List<MetricsLog.Line> lines = MetricsLog.Line.all(metrics);
        MlflowState.Sent sent = state.runs().get(name);
        if (lines.size() <= sent.lines()) {
            return 0;
        }
        List<Double> times = EventFiles.times(metrics, lines);
        Set<Long> there = sent.sure() ? Set.of() : server.steps(id, Figures.ALWAYS);
        int count = 0;
        for (int from = sent.lines(); from < lines.size(); from += LINES_AT_ONCE) {
            int to = Math.min(lines.size(), from + LINES_AT_ONCE);
            List<Metric> batch = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (!there.contains(lines.get(i).step())) {
                    long time = Math.round(times.get(i) * 1e3);
                    batch.addAll(
                            metrics(Figures.of(lines.get(i)), time, lines.get(i).step()));
                    count++;
                }
            }
            keep(name, state.runs().get(name).unsure());
            send(id, batch);
            keep(name, state.runs().get(name).upTo(to));
        }
        return count;
    }

    private void send(String id, List<Metric> metrics) {
        for (int from = 0; from < metrics.size(); from += MlflowServer.METRICS_AT_ONCE) {
            int to = Math.min(metrics.size(), from + MlflowServer.METRICS_AT_ONCE);
            server.log(id, metrics.subList(from, to), Map.of(), Map.of());
        }
    }

    private static List<Metric> metrics(Map<String, Double> figures, long time, long step) {
        List<Metric> all = new ArrayList<>();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                all.add(new Metric(name(name), value, time, step));
            }
        });
        return all;
    }

    private void whole() {
        MlflowState.Sent parent = state.runs().get("");
        if (Files.exists(folder.summary()) && !parent.ended()) {
            server.finish(parent.id(), modified(folder.summary()));
            keep("", parent.end());
        }
        if (Files.exists(folder.verdict()) && !state.runs().get("").verdict()) {
            String[] text = new String[1];
            AtomicFiles.attempt(folder.verdict(), () -> text[0] = Files.readString(folder.verdict()));
            // As it stands: MLflow shows the note as Markdown.
            server.log(parent.id(), List.of(), Map.of(), Map.of("mlflow.note.content", "```\n" + text[0] + "\n```"));
            keep("", state.runs().get("").judged());
        }
    }

    private static long modified(Path file) {
        long[] time = new long[1];
        AtomicFiles.attempt(
                file, () -> time[0] = Files.getLastModifiedTime(file).toMillis());
        return time[0];
    }

    /** MLflow takes letters, digits and a few signs. */
    private static String name(String key) {
        String plain = key.replaceAll("\\[(\\d+)]", ".$1").replaceAll("[^A-Za-z0-9_\\-. /]", "_");
        return plain.length() > LONGEST / 2 ? plain.substring(0, LONGEST / 2) : plain;
    }

    private static String shortened(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST - 3) + "..." : value;
    }
}
