package kd4j.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 * @param teacherCost what its steps had of the teacher; empty where no answers of a teacher were kept
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
        Optional<TeacherCost> teacherCost) {
    /** Rows that the teacher was asked about, those whose answers were kept, and the seconds that this spared. */
    record TeacherCost(long rows, long kept, double savedSeconds) {
        TeacherCost plus(TeacherCost other) {
            return new TeacherCost(rows + other.rows, kept + other.kept, savedSeconds + other.savedSeconds);
        }
    }

    /** Errors on the test rows, their complement as a share, and the errors of each class, where they were counted. */
    record Score(long rows, long errors, double accuracy, List<Long> errorsByClass) {
        static Score of(Json json) {
            List<Long> byClass =
                    json.list("errorsByClass").stream().map(Json::whole).toList();
            Score score = new Score(json.whole("rows"), json.whole("errors"), json.number("accuracy"), byClass);
            if (Math.abs(score.accuracy - (1 - (double) score.errors / score.rows)) > 1e-6) {
                throw json.problem("accuracy %s does not fit %d errors in %d rows"
                        .formatted(score.accuracy, score.errors, score.rows));
            }
            return score;
        }
    }

    /** An exported file: its format and its size. */
    record ExportedFile(String format, long bytes) {}

    /** Reads the result of an arm with a seed. */
    static Result read(Path file, String arm, long seed) {
        Json json = Json.read(file);
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
                        .map(f -> new ExportedFile(f.text("format"), f.whole("bytes")))
                        .toList(),
                json.find("teacherCost")
                        .map(cost ->
                                new TeacherCost(cost.whole("rows"), cost.whole("kept"), cost.number("savedSeconds"))));
    }

    private static void expect(Json json, String key, Object folder, Object given) {
        if (!folder.equals(given)) {
            throw json.problem("%s is '%s', but the file lies in the folder of '%s'".formatted(key, given, folder));
        }
    }
}
