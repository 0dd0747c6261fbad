package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.metric.Prediction;
import kd4j.metric.Statistics;
import kd4j.report.Result.Score;
import kd4j.run.PredictionFile;

/**
 * A finished run, read from its folder.
 *
 * @param folder the folder as the user named it
 * @param name the recipe's name
 * @param data the data set's name
 * @param testRows rows of the test part
 * @param arms teacher (where there is one), student alone, distilled, distilled and shifted (where there is one)
 */
record RunFolder(Path folder, String name, String data, long testRows, List<Arm> arms) {
    /** Reads and checks a run folder. */
    static RunFolder read(Path folder) {
        JsonPlace summary = JsonPlace.read(summaryOf(folder));
        List<Long> seeds = summary.list("seeds").stream().map(JsonPlace::whole).toList();
        if (seeds.isEmpty()) {
            throw summary.problem("key 'seeds' has no seed");
        }
        JsonPlace data = summary.at("data");
        List<Arm> arms = arms(folder, seeds);
        summary.find("arms").ifPresent(recorded -> arms.forEach(arm -> requireSame(recorded, arm)));
        return new RunFolder(folder, summary.text("name"), data.text("name"), data.whole("test"), arms);
    }

    /**
     * What an arm answered to the test rows; empty for a run that is older than such files, and for a shared teacher, which lies
     * with the first seed alone.
     */
    Optional<List<Prediction>> predictions(String arm, long seed) {
        Path file = predictionFile(arm, seed);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<Prediction> rows = PredictionFile.read(file);
        Score score = arm(arm).orElseThrow().scores().get(seed);
        long errors = rows.stream().filter(row -> !row.right()).count();
        if (rows.size() != score.rows() || errors != score.errors()) {
            throw new ReportException("%s: %d errors in %d rows, but result.json beside it says %d in %d"
                    .formatted(file, errors, rows.size(), score.errors(), score.rows()));
        }
        return Optional.of(rows);
    }

    private Path predictionFile(String arm, long seed) {
        Path seeds = folder.resolve("seed-" + seed);
        return arm.equals(Arm.SHIFTED)
                ? seeds.resolve(Arm.DISTILLED).resolve("predictions-shifted.csv.gz")
                : seeds.resolve(arm).resolve("predictions.csv.gz");
    }

    /** The folders of students without their answers, from the run's folder. */
    List<Path> withoutPredictions() {
        return Stream.of(Arm.ALONE, Arm.DISTILLED)
                .flatMap(
                        arm -> arm(arm).orElseThrow().scores().keySet().stream().map(seed -> predictionFile(arm, seed)))
                .filter(file -> !Files.exists(file))
                .map(file -> folder.relativize(file.getParent()))
                .toList();
    }

    Optional<Arm> arm(String arm) {
        return arms.stream().filter(a -> a.name().equals(arm)).findFirst();
    }

    /** What the arms are measured by. */
    Measure measure() {
        return arms.get(arms.size() - 1).measure();
    }

    private static Path summaryOf(Path folder) {
        Path summary = folder.resolve("summary.json");
        if (Files.isRegularFile(summary)) {
            return summary;
        }
        if (!Files.isDirectory(folder)) {
            throw new ReportException(folder + ": no such folder. A run folder is runs/<recipe name>/<time>-<digest>.");
        }
        String inside = finishedRuns(folder);
        throw new ReportException(folder + ": no summary.json in it, so this is not the folder of a finished run. "
                + (inside.isEmpty()
                        ? "If the run was stopped, resume it first: kd4j run --resume " + folder
                        : "There is one in: " + inside));
    }

    private static String finishedRuns(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return String.join(
                    ", ",
                    files.filter(f -> Files.isRegularFile(f.resolve("summary.json")))
                            .map(Path::toString)
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new ReportException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<Arm> arms(Path folder, List<Long> seeds) {
        List<Arm> arms = new ArrayList<>();
        List<Result> teachers = distinct(results(folder, Arm.TEACHER, seeds, true));
        if (!teachers.isEmpty()) {
            arms.add(Arm.of(Arm.TEACHER, teachers));
        }
        arms.add(Arm.of(Arm.ALONE, results(folder, Arm.ALONE, seeds, false)));
        List<Result> distilled = results(folder, Arm.DISTILLED, seeds, false);
        arms.add(Arm.of(Arm.DISTILLED, distilled));
        shifted(distilled).ifPresent(arms::add);
        return arms;
    }

    private static List<Result> results(Path folder, String arm, List<Long> seeds, boolean optional) {
        List<Result> results = new ArrayList<>();
        for (long seed : seeds) {
            Path file = folder.resolve("seed-" + seed).resolve(arm).resolve("result.json");
            if (!optional || known(file)) {
                results.add(Result.read(file, arm, seed));
            }
        }
        return results;
    }

    /** A teacher's answers may be known for the training rows alone; then its result has no figures of the test rows. */
    private static boolean known(Path file) {
        return Files.exists(file) && JsonPlace.read(file).find("test").isPresent();
    }

    /** A teacher that several seeds share is one teacher: counted twice it would pretend to a spread of 0. */
    private static List<Result> distinct(List<Result> teachers) {
        Set<String> digests = new HashSet<>();
        return teachers.stream()
                .filter(teacher -> digests.add(teacher.digest()))
                .toList();
    }

    private static Optional<Arm> shifted(List<Result> distilled) {
        Map<Long, Score> scores = new LinkedHashMap<>();
        distilled.forEach(result -> result.shifted().ifPresent(score -> scores.put(result.seed(), score)));
        return scores.isEmpty() ? Optional.empty() : Optional.of(Arm.shifted(scores, distilled));
    }

    /** The summary is a copy of what the results say; where they differ, somebody changed one of them. */
    private static void requireSame(JsonPlace recorded, Arm arm) {
        recorded.find(arm.name()).ifPresent(entry -> {
            String figure = arm.measure().figure();
            double said = entry.at(figure).number("mean");
            double found = Statistics.summary(arm.figures()).mean();
            if (Math.abs(said - found) > 1e-6) {
                throw entry.problem(
                        "mean %s is %s, but the result.json files of the seeds give %s".formatted(figure, said, found));
            }
        });
    }
}
