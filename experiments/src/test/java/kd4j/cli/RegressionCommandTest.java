package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Truth;
import kd4j.datasets.synthetic.Friedman;
import kd4j.loss.Outputs;
import kd4j.model.Model;
import kd4j.model.Network;
import kd4j.model.onnx.OnnxModel;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import tools.jackson.databind.JsonNode;

/** Rows with numbers to predict, from the words on the command line to the exported files. */
class RegressionCommandTest {
    private static final String SMALL =
            """
            name: small
            seeds: [7, 8, 9]
            data:    {type: friedman, train: 300, test: 200, noise: 0.5, validation: 0.1}
            teacher: {type: train, architecture: {type: mlp, hidden: [32]}, training: {epochs: 30, batch: 32, optimizer: {type: adam, rate: 1e-2}}}
            student: {architecture: {type: mlp, hidden: [8]}}
            method:
              type: plain
              objective:
                - {weight: 0.5, loss: {type: regression-mse, teacher-weight: 0}}
                - {weight: 0.5, loss: {type: regression-mse, teacher-weight: 1}}
            training: {epochs: 20, batch: 32, optimizer: {type: adam, rate: 1e-2}}
            """;

    private static final String QUANTILES = SMALL.replace("noise: 0.5", "noise: 0.5, quantiles: [0.1, 0.9]")
            .replace("regression-mse, teacher-weight: 0", "pinball, quantiles: [0.1, 0.9]");

    @TempDir
    private Path folder;

    @Test
    void all_figures_are_errors_in_the_units_of_the_data() throws IOException {
        Path run = run("first", SMALL);
        JsonNode arms = Json.read(run.resolve("summary.json"), JsonNode.class).get("arms");
        for (String arm : List.of("teacher", "student-alone", "distilled")) {
            double rmse = arms.get(arm).get("rmse").get("mean").asDouble();
            // The data's standard deviation is 4.9; nobody gets below the noise but by luck.
            assertTrue(rmse > 0.4 && rmse < 3, arm + ": " + rmse);
            assertTrue(arms.get(arm).get("r2").get("mean").asDouble() > 0.6, arm);
        }
        JsonNode result = Cli.result(run, "seed-8/distilled");
        assertEquals(1, result.get("targets").get("mean").size());
        assertTrue(result.get("test").get("teacher").get("rootMeanSquare").asDouble() < 4);
        // What the exported files answer is compared with the targets here, not by the run.
        double rmse = result.get("test").get("rmse").asDouble();
        try (Network zip = Network.load(run.resolve("seed-8/distilled/student.zip"))) {
            assertEquals(rmse, rmse(zip), 1e-4);
        }
        try (Model onnx = OnnxModel.open(run.resolve("seed-8/distilled/student.onnx"))) {
            assertEquals(rmse, rmse(onnx), 1e-4);
        }
        try (Network teacher = Network.load(run.resolve("seed-7/teacher/network.zip"))) {
            assertEquals(
                    Cli.result(run, "seed-7/teacher").get("test").get("rmse").asDouble(), rmse(teacher), 1e-4);
        }
        assertEquals(
                0,
                Cli.type("verify", run.resolve("seed-8/distilled/student.zip")).code());
        assertEquals(
                0,
                Cli.type("verify", run.resolve("seed-8/distilled/student.onnx")).code());
    }

    @Test
    void tables_and_pages_speak_of_the_rmse() throws IOException {
        Path runs = folder.resolve("first");
        Cli.Answer answer = Cli.type("run", write("small.yaml", SMALL), "--out", runs);
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("RMSE") && answer.out().contains("MAE"), answer.out());
        assertTrue(answer.out().contains("in RMSE ("), answer.out());
        assertFalse(answer.out().contains("accuracy"), answer.out());
        Path run = Cli.onlyRun(runs, "small");
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("RMSE on the validation rows") && page.contains("Distance from the teacher"));
        String table = Files.readString(run.resolve("seed-7/distilled/metrics.csv"));
        assertTrue(table.contains("validation_rmse,validation_mae,validation_r2"), table);
    }

    @Test
    void quantiles_have_an_output_each() throws IOException {
        Path run = run("quantiles", QUANTILES);
        JsonNode quantiles = Cli.result(run, "seed-7/distilled").get("test").get("quantiles");
        double low = quantiles.get("coverage").get(0).asDouble();
        double high = quantiles.get("coverage").get(1).asDouble();
        assertTrue(low < 0.4 && high > 0.6, quantiles.toString());
        try (Network student = Network.load(run.resolve("seed-7/distilled/student.zip"))) {
            assertEquals(2, student.classes());
        }
    }

    @Test
    void a_run_that_was_stopped_ends_with_the_same_bits() throws IOException {
        Path run = run("first", SMALL);
        List<String> arms = List.of("seed-7/distilled", "seed-9/student-alone");
        List<JsonNode> before = arms.stream().map(arm -> Cli.result(run, arm)).toList();
        for (String arm : arms) {
            Files.delete(run.resolve(arm).resolve("result.json"));
        }
        Files.delete(run.resolve("summary.json"));
        byte[] exported = Files.readAllBytes(run.resolve("seed-7/distilled/student.onnx"));
        assertEquals(0, Cli.type("run", "--resume", run).code());
        for (int i = 0; i < arms.size(); i++) {
            assertEquals(
                    before.get(i).get("digest"), Cli.result(run, arms.get(i)).get("digest"));
            assertEquals(before.get(i).get("test"), Cli.result(run, arms.get(i)).get("test"));
        }
        assertArrayEquals(exported, Files.readAllBytes(run.resolve("seed-7/distilled/student.onnx")));
    }

    @Test
    void teachers_from_files_answer_in_the_units_of_the_data() throws IOException {
        Path first = run("first", SMALL.replace("seeds: [7, 8, 9]", "seeds: [7]"));
        double rmse =
                Cli.result(first, "seed-7/distilled").get("test").get("rmse").asDouble();
        Files.copy(first.resolve("seed-7/distilled/student.onnx"), folder.resolve("teacher.onnx"));
        Path second = run(
                "second",
                SMALL.replaceAll("teacher: .*", "teacher: {type: onnx, file: teacher.onnx}")
                        .replace("seeds: [7, 8, 9]", "seeds: [7]"));
        assertEquals(
                rmse,
                Cli.result(second, "seed-7/teacher").get("test").get("rmse").asDouble(),
                1e-4);
        assertTrue(
                Cli.result(second, "seed-7/distilled").get("test").get("rmse").asDouble() < 3);
    }

    @Test
    void the_moving_average_teaches_numbers_too() throws IOException {
        Path run = run(
                "average",
                SMALL.replace("type: plain", "type: mean-teacher\n  loss: {type: huber, from: teacher}")
                        .replace("seeds: [7, 8, 9]", "seeds: [7]"));
        assertTrue(Cli.result(run, "seed-7/distilled").get("test").get("rmse").asDouble() < 3);
    }

    @Test
    void columns_of_a_csv_file_are_predicted() throws IOException {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("area,rooms,price,rent\n");
        for (int row = 0; row < 200; row++) {
            double area = random.nextDouble();
            int rooms = random.nextInt(5);
            rows.append("%s,%d,%s,%s\n".formatted(area, rooms, 200_000 + 90_000 * area, 5 * area + rooms));
        }
        write("train.csv", rows.toString());
        String recipe = SMALL.replaceAll(
                        "data: .*", "data: {type: csv, train: train.csv, target: [price, rent], validation: 0.1}")
                .replace("epochs: 20", "epochs: 100")
                .replace("epochs: 30", "epochs: 100");
        Path run = run("csv", recipe);
        JsonNode test = Cli.result(run, "seed-7/distilled").get("test");
        assertEquals(2, test.get("rmseByTarget").size());
        // Standard deviations: 90,000 / sqrt(12) = 25,981 and about sqrt(25 / 12 + 2) = 2.02.
        assertTrue(test.get("rmseByTarget").get(0).asDouble() < 13_000, test.toString());
        assertTrue(test.get("rmseByTarget").get(1).asDouble() < 1, test.toString());
        write("train.csv", rows.toString().replaceFirst("\n[^,]*,[^,]*,[^,]*,", "\n1,1,cheap,"));
        Cli.Answer answer = Cli.type("run", write("small.yaml", recipe), "--out", folder.resolve("bad"));
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains("train.csv:2:3: the target 'cheap' in column 'price'"), answer.err());
    }

    @Test
    void what_is_about_classes_is_refused() throws IOException {
        String loss = "regression-mse, teacher-weight: 0";
        refused(SMALL.replace(loss, "cross-entropy"), "method: objective[0]: the loss is about classes");
        refused(SMALL.replace(loss, "soft-targets"), "Choose regression-mse, huber, teacher-bounded, pinball");
        refused(SMALL.replace("{epochs: 20,", "{epochs: 20, omit: [1],"), "training.omit: leaves classes out");
        refused(
                SMALL.replace("[8]}}", "[8]}, bias-shift: {classes: [1]}}")
                        .replace("{epochs: 20,", "{epochs: 20, omit: [1],"),
                "student.bias-shift: raises scores of classes");
        refused(SMALL + "thresholds: 0.8\n", "thresholds: are of probabilities of classes");
        refused(SMALL + "teacher-cache: {type: top-k, k: 1}\n", "teacher-cache: top-k");
        refused(SMALL.replace("type: plain", "type: mutual"), "mutual: peers learn from classes");
        refused(SMALL.replace("type: plain", "type: mean-teacher"), "method: loss: the loss is about classes");
    }

    @Test
    void quantiles_that_do_not_fit_are_refused() throws IOException {
        refused(
                QUANTILES.replace("pinball, quantiles: [0.1, 0.9]", "pinball, quantiles: [0.2, 0.9]"),
                "pinball teaches the quantiles [0.2, 0.9], but data.quantiles is [0.1, 0.9]");
        refused(QUANTILES.replace("pinball, quantiles: [0.1, 0.9]", "huber"), "data.quantiles asks for the quantiles");
        refused(SMALL.replace("regression-mse, teacher-weight: 0", "pinball"), "data.quantiles is left out");
        refused(
                QUANTILES.replace("quantiles: [0.1, 0.9], valid", "quantiles: [0.9, 0.1], valid"),
                "ascending, each once");
    }

    @Test
    void what_is_about_numbers_is_refused_for_classes() throws IOException {
        refused(RunCommandTest.SMALL.replace("cross-entropy", "huber"), "the rows have classes");
        refused(
                RunCommandTest.SMALL.replace("type: digits,", "type: digits, quantiles: [0.5],"),
                "quantiles are of numbers");
    }

    private void refused(String recipe, String words) throws IOException {
        Path runs = folder.resolve("refused");
        Cli.Answer answer = Cli.type("run", write("refused.yaml", recipe), "--out", runs);
        assertEquals(2, answer.code(), answer.err());
        assertTrue(answer.err().contains(words), answer.err());
        assertFalse(Files.exists(runs.resolve("small")));
    }

    private static double rmse(Model model) {
        Data data = new Friedman(10, 300, 200, 0.5, 1).load(new DataPlace(Path.of("."), Path.of(".")));
        Batch all = Batches.evaluation(data.test(), List.of(), 200).batch(0);
        double[][] right = ((Truth.Targets) all.truth()).values();
        double[][] answers = model.forward(all.features(), Set.of(Outputs.LOGITS))
                .get(Outputs.LOGITS)
                .castTo(DataType.DOUBLE)
                .toDoubleMatrix();
        return Math.sqrt(IntStream.range(0, 200)
                .mapToDouble(row -> Math.pow(answers[row][0] - right[row][0], 2))
                .average()
                .orElseThrow());
    }

    private Path run(String name, String recipe) throws IOException {
        Path runs = folder.resolve(name);
        Cli.Answer answer = Cli.type("run", write("small.yaml", recipe), "--out", runs);
        assertEquals(0, answer.code(), answer.err());
        return Cli.onlyRun(runs, "small");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
