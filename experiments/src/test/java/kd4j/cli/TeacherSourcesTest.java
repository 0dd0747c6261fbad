package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kd4j.run.Json;
import kd4j.run.PredictionFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Teachers that were made elsewhere, from the recipe to the record. */
class TeacherSourcesTest {
    @TempDir
    private Path folder;

    private Cli.Answer run(String starter, String... changes) {
        List<Object> words =
                new ArrayList<>(List.of("run", TeacherFitTest.starter(starter), "--out", folder.resolve("runs")));
        words.addAll(List.of("--set", "seeds=[7, 8]", "--set", "training.epochs=2"));
        for (String change : changes) {
            words.addAll(List.of("--set", change));
        }
        Cli.Answer answer = Cli.type(words.toArray());
        assertEquals(0, answer.code(), answer.err());
        return answer;
    }

    private JsonNode read(String starter, String file) throws IOException {
        Path run = Cli.onlyRun(folder.resolve("runs"), "teacher-" + starter);
        return Json.read(run.resolve(file), JsonNode.class);
    }

    /** The errors are those that make_teachers.py counted in PyTorch. */
    @ParameterizedTest
    @CsvSource({"onnx, 8", "keras, 16", "logits, 20"})
    void aTeacherHasTheErrorsThatItHadWhereItWasMade(String starter, int errors) throws IOException {
        run(starter);
        JsonNode result = read(starter, "seed-7/teacher/result.json");
        assertEquals(errors, result.get("test").get("errors").asInt());
        assertEquals(360, result.get("test").get("rows").asInt());
        Path answers =
                Cli.onlyRun(folder.resolve("runs"), "teacher-" + starter).resolve("seed-7/teacher/predictions.csv.gz");
        assertEquals(
                errors,
                PredictionFile.read(answers).stream()
                        .filter(answer -> !answer.right())
                        .count());
    }

    @Test
    void anEnsembleIsOneTeacher() throws IOException {
        run("ensemble", "teacher.mean=probabilities", "teacher.weights=[2, 1, 1]");
        JsonNode arms = read("ensemble", "summary.json").get("arms");
        // 16 * 9 + 16, 32 * 16 * 9 + 32, 512 * 32 + 32 and 32 * 10 + 10, twice; written answers have none
        assertEquals(
                2 * (160 + 4640 + 16416 + 330),
                arms.get("teacher").get("parameters").asInt());
        assertTrue(arms.get("teacher").get("accuracy").get("mean").asDouble() > 0.95);
    }

    @Test
    void membersCanBeTrainedHere() throws IOException {
        String net = "{type: train, architecture: {type: mlp, hidden: [16]}, training: {epochs: 2}}";
        run("onnx", "teacher={type: ensemble, members: [%s, %s]}".formatted(net, net));
        JsonNode first = read("onnx", "seed-7/teacher/member-1/result.json");
        JsonNode second = read("onnx", "seed-7/teacher/member-2/result.json");
        assertEquals(7, first.get("seed").asInt());
        assertEquals(8, second.get("seed").asInt());
        assertFalse(first.get("digest").equals(second.get("digest")));
        // 64 * 16 + 16 + 16 * 10 + 10 = 1210
        assertEquals(
                2420,
                read("onnx", "seed-7/teacher/result.json").get("parameters").asInt());
    }

    @Test
    void whatNobodyKnowsIsNotReported() throws IOException {
        Cli.Answer answer = run("logits", "teacher.test=null");
        assertTrue(answer.out().contains("test errors not known"), answer.out());
        JsonNode arms = read("logits", "summary.json").get("arms");
        assertFalse(arms.has("teacher"), arms.toString());
        assertTrue(arms.has("distilled"));
        JsonNode student = read("logits", "seed-7/distilled/result.json");
        assertFalse(student.get("test").hasNonNull("teacher"), student.toString());
        assertTrue(student.get("validation").hasNonNull("teacher"), student.toString());
        Path run = Cli.onlyRun(folder.resolve("runs"), "teacher-logits");
        assertEquals(0, Cli.type("compare", run).code());
    }

    @Test
    void aStatementAboutViewsIsRecorded() throws IOException {
        run("logits", "teacher.every-view=true", "training.augment=[{type: shift, pixels: 1}]");
        String remarks = read("logits", "provenance.json").get("remarks").toString();
        assertTrue(remarks.contains("digits-train.npy") && remarks.contains("every-view: true"), remarks);
    }

    @Test
    void aTeacherThatChangedIsNoticedWhenARunGoesOn() throws IOException {
        Path starters = Files.createDirectories(folder.resolve("starters/teachers"));
        Path file = starters.resolve("digits.onnx");
        Files.copy(TeacherFitTest.starter("onnx").resolveSibling("teachers/digits.onnx"), file);
        run("onnx", "teacher.file=" + file);
        Path run = Cli.onlyRun(folder.resolve("runs"), "teacher-onnx");
        Files.delete(run.resolve("summary.json"));
        assertEquals(0, Cli.type("run", "--resume", run).code());
        Files.delete(run.resolve("summary.json"));
        byte[] other = Files.readAllBytes(file);
        other[other.length / 2] ^= 1; // a bit of a weight
        Files.write(file, other);
        Cli.Answer answer = Cli.type("run", "--resume", run);
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("digits.onnx: the teacher has changed since the run began"), answer.err());
    }
}
