package kd4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import kd4j.run.Json;
import kd4j.run.RunFolder;
import kd4j.run.Runs;
import tools.jackson.databind.JsonNode;

/**
 * A sweep with and without a cache of the teacher's answers, paired: each recipe of a matrix runs both ways, one after the other,
 * the order changing from one to the next. The teacher is trained before, and the cache begins empty. Both ways must give the
 * same bits in every student, or the measurement fails.
 *
 * @param file the recipe, with a matrix
 * @param overrides changes of its keys
 * @param out folder of the runs; the cache in it must not exist
 * @param data folder of fetched data
 * @param progress hears sentences
 */
public record CacheSweep(Path file, List<String> overrides, Path out, Path data, Consumer<String> progress) {
    private static final String WITHOUT = "teacher-cache.type=none";

    /** One training both ways. */
    record Pair(String cell, long seed, String arm, Timed cached, Timed uncached) {
        boolean sameBits() {
            return cached.digests.equals(uncached.digests);
        }
    }

    /** One training one way. */
    record Timed(double seconds, long rows, long kept, String digests) {}

    /**
     * Runs all.
     *
     * @throws BenchException when the cache is not empty, or changed a bit
     */
    public CacheTable run() {
        Path cache = out.resolve("teachers").resolve("answers");
        if (Files.exists(cache)) {
            throw new BenchException(
                    cache
                            + ": answers are kept there already, and a sweep has to begin without. Delete the folder, or choose another with --runs.");
        }
        List<Cell> with = Recipes.read(file, overrides);
        List<Cell> without = Recipes.read(
                file, Stream.concat(overrides.stream(), Stream.of(WITHOUT)).toList());
        trainTeacher(without.get(0));
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            List<Watch> both = both(with.get(i), without.get(i), i % 2 == 0);
            pairs.addAll(paired(with.get(i).name(), both.get(0), both.get(1)));
        }
        return new CacheTable(file, pairs, bytes(cache));
    }

    /** So that neither way pays for it, nor for the first calls of everything: a run with students of one epoch. */
    private void trainTeacher(Cell first) {
        progress.accept("training the teacher, which is not measured");
        List<String> short1 = new ArrayList<>(overrides);
        short1.addAll(List.of(
                WITHOUT, "training.epochs=1", "seeds=[" + first.recipe().seeds().get(0) + "]"));
        run(Recipes.read(file, short1).get(0));
    }

    private List<Watch> both(Cell with, Cell without, boolean cachedFirst) {
        if (cachedFirst) {
            Watch cached = run(with);
            return List.of(cached, run(without));
        }
        Watch uncached = run(without);
        return List.of(run(with), uncached);
    }

    private Watch run(Cell cell) {
        progress.accept("%s, teacher-cache %s"
                .formatted(cell.name(), cell.recipe().teacherCache().keep()));
        Watch watch = new Watch(progress);
        watch.folder = new Runs(out, data).begin(file, cell, watch).folder();
        return watch;
    }

    private static List<Pair> paired(String cell, Watch cached, Watch uncached) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < cached.arms.size(); i++) {
            Watch.Arm arm = cached.arms.get(i);
            Watch.Arm other = uncached.arms.get(i);
            if (!arm.name().equals("teacher")) {
                pairs.add(new Pair(
                        cell, arm.seed(), arm.name(), timed(cached.folder, arm), timed(uncached.folder, other)));
            }
        }
        return pairs;
    }

    private static Timed timed(RunFolder folder, Watch.Arm arm) {
        Path result =
                folder.root().resolve("seed-" + arm.seed()).resolve(arm.name()).resolve("result.json");
        JsonNode json = Json.read(result, JsonNode.class);
        JsonNode cost = json.path("teacherCost");
        return new Timed(
                arm.seconds(),
                cost.path("rows").asLong(0),
                cost.path("kept").asLong(0),
                json.get("digest").asString() + json.get("lastDigest").asString());
    }

    private static long bytes(Path cache) {
        try (Stream<Path> files = Files.list(cache)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
