package kd4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one arm ended with one seed: a {@code result.json}.
 *
 * @param seed the seed
 * @param parameters trained numbers
 * @param macs multiply-accumulate operations for one row
 * @param digest SHA-256 of the selected parameters
 * @param test what the selected parameters scored on the test rows
 * @param last the parameters of the last epoch on the test rows; kept apart, never ranked
 * @param shifted the selected ones after the bias shift; empty where there was none
 * @param shiftedOnTest the same with the shift that is best on the test rows; kept apart, never ranked
 * @param files what was exported
 * @param network size of the saved network beside it, where there is one
 * @param teacherCost what its steps had of the teacher; empty where no answers of a teacher were kept
 * @param compressed what a plan of compression has made of the network; empty without such a plan
 */
record Result(
        long seed,
        long parameters,
        long macs,
        String digest,
        Score test,
        Optional<Score> last,
        Optional<Score> shifted,
        Optional<Score> shiftedOnTest,
        List<ExportedFile> files,
        Optional<Long> network,
        Optional<TeacherCost> teacherCost,
        Optional<Compressed> compressed) {
    /**
     * What a plan of compression has made of a network.
     *
     * @param sparsity the share of the trained numbers that are 0
     * @param failures a sentence for each step that did not do what was asked for
     */
    record Compressed(double sparsity, List<String> failures) {
        static Compressed of(JsonPlace json) {
            return new Compressed(
                    json.number("sparsity"),
                    json.list("steps").stream()
                            .filter(step -> !step.flag("happened"))
                            .map(step -> "%s: %s".formatted(step.text("step"), step.text("sentence")))
                            .toList());
        }

        /** Those of several seeds: the mean sparsity, and all failures with their seeds. */
        static Optional<Compressed> of(List<Result> results) {
            List<String> failures = new ArrayList<>();
            results.forEach(result -> result.compressed().ifPresent(c -> c.failures()
                    .forEach(f -> failures.add("seed %d: %s".formatted(result.seed(), f)))));
            OptionalDouble mean = results.stream()
                    .flatMap(r -> r.compressed().stream())
                    .mapToDouble(Compressed::sparsity)
                    .average();
            return mean.isPresent() ? Optional.of(new Compressed(mean.getAsDouble(), failures)) : Optional.empty();
        }
    }

    /** Rows that the teacher was asked about, those whose answers were kept, and the seconds that this spared. */
    record TeacherCost(long rows, long kept, double savedSeconds) {
        TeacherCost plus(TeacherCost other) {
            return new TeacherCost(rows + other.rows, kept + other.kept, savedSeconds + other.savedSeconds);
        }
    }

    /**
     * What the test rows say.
     *
     * @param figure the accuracy as a share, or the root mean squared error
     * @param beside the errors, or the mean absolute error
     * @param errorsByClass errors of each class, where they were counted
     */
    record Score(Measure measure, long rows, double figure, double beside, List<Long> errorsByClass) {
        static Score of(JsonPlace json) {
            return json.find("rmse").isPresent() ? ofNumbers(json) : ofClasses(json);
        }

        private static Score ofNumbers(JsonPlace json) {
            return new Score(Measure.RMSE, json.whole("rows"), json.number("rmse"), json.number("mae"), List.of());
        }

        private static Score ofClasses(JsonPlace json) {
            List<Long> byClass =
                    json.list("errorsByClass").stream().map(JsonPlace::whole).toList();
            long rows = json.whole("rows");
            long errors = json.whole("errors");
            double accuracy = json.number("accuracy");
            if (Math.abs(accuracy - (1 - (double) errors / rows)) > 1e-6) {
                throw json.problem("accuracy %s does not fit %d errors in %d rows".formatted(accuracy, errors, rows));
            }
            return new Score(Measure.ACCURACY, rows, accuracy, errors, byClass);
        }

        /** Rows that are wrong, where rows have classes. */
        long errors() {
            if (measure != Measure.ACCURACY) {
                throw new ReportException(
                        "errors are counted where rows have classes, and these have numbers to predict. Use compare");
            }
            return (long) beside;
        }
    }

    /**
     * An exported file.
     *
     * @param latencyMs median time of one row in milliseconds; empty where nobody measured it
     */
    record ExportedFile(String format, long bytes, Optional<Double> latencyMs) {
        /** A file of the record, with its time where {@code kd4j bench file} has measured this very file. */
        static ExportedFile of(JsonPlace json, Optional<JsonPlace> benchmark) {
            Optional<JsonPlace> measured = benchmark
                    .flatMap(b -> b.at("files").find(json.text("path").replaceFirst(".*/", "")))
                    .filter(m -> m.text("sha256").equals(json.text("sha256")));
            return new ExportedFile(
                    json.text("format"), json.whole("bytes"), measured.map(m -> m.number("p50Micros") / 1000));
        }
    }

    /** Reads the result of an arm with a seed. */
    static Result read(Path file, String arm, long seed) {
        JsonPlace json = JsonPlace.read(file);
        Path measured = file.resolveSibling("benchmark.json");
        Optional<JsonPlace> benchmark =
                Files.exists(measured) ? Optional.of(JsonPlace.read(measured)) : Optional.empty();
        expect(json, "arm", arm, json.text("arm"));
        expect(json, "seed", seed, json.whole("seed"));
        return new Result(
                seed,
                json.whole("parameters"),
                json.whole("macs"),
                json.text("digest"),
                Score.of(json.at("test")),
                json.find("lastTest").map(Score::of),
                json.find("shifted").map(shifted -> Score.of(shifted.at("test"))),
                json.find("shifted")
                        .flatMap(shifted -> shifted.find("testChosenOnTest"))
                        .map(Score::of),
                json.list("files").stream()
                        .map(f -> ExportedFile.of(f, benchmark))
                        .toList(),
                JsonPlace.size(file.resolveSibling("network.zip")),
                json.find("teacherCost")
                        .map(cost ->
                                new TeacherCost(cost.whole("rows"), cost.whole("kept"), cost.number("savedSeconds"))),
                json.find("compressed").map(Compressed::of));
    }

    private static void expect(JsonPlace json, String key, Object folder, Object given) {
        if (!folder.equals(given)) {
            throw json.problem("%s is '%s', but the file lies in the folder of '%s'".formatted(key, given, folder));
        }
    }
}
