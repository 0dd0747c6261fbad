package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kd4j.run.Json;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import tools.jackson.databind.JsonNode;

/** What people meet when a file, a disk or a folder is not as it should be: a sentence that names it, and nothing lost. */
class FaultsTest {
    private static final String TEACHER =
            "{type: train, architecture: {type: mlp, hidden: [16]}, training: {epochs: 2, optimizer: {type: adam, rate: 1e-2}}}";
    private static final String DIGITS = "{type: digits, validation: 0.1}";

    @TempDir
    private Path folder;

    @Test
    void an_idx_file_that_ends_early_is_named() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(2051, 240, 10, 5, 5));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(2049, 10, 10));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(2051, 250, 10, 5, 5));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(2049, 10, 10));
        fails("{type: idx, folder: .}", "train-images-idx3-ubyte", "truncated", "10 images", "after 9");
    }

    @Test
    void labels_that_are_too_few_are_named() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), idx(2051, 250, 10, 5, 5));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(2049, 9, 9));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), idx(2051, 250, 10, 5, 5));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), idx(2049, 10, 10));
        fails("{type: idx, folder: .}", "train-labels-idx1-ubyte", "9 labels", "10 images");
    }

    @Test
    void a_cell_that_is_no_number_is_named() throws IOException {
        write("train.csv", "a,b,kind\n1,2,x\n3,NaN,y\n");
        write("test.csv", "a,b,kind\n1,2,x\n3,4,y\n");
        fails("{type: csv, train: train.csv, test: test.csv, label: last}", "train.csv:3:2", "NaN", "'b'");
    }

    @Test
    void an_image_that_cannot_be_read_is_named() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            for (String kind : new String[] {"cat", "dog"}) {
                Files.createDirectories(folder.resolve("images").resolve(part).resolve(kind));
                write("images/" + part + "/" + kind + "/1.png", "not an image");
            }
        }
        fails("{type: image-folder, folder: images}", "1.png", "cannot be read as an image");
    }

    @Test
    void a_catalogued_file_with_other_bytes_is_named() throws IOException {
        Files.createDirectories(folder.resolve("mnist"));
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            write("mnist/" + name + "-ubyte.gz", "other bytes");
        }
        System.setProperty("kd4j.data", folder.toString());
        try {
            fails(
                    "{type: mnist}",
                    "train-images-idx3-ubyte.gz",
                    "SHA-256 is",
                    "expected 440fcabf",
                    "kd4j data get mnist");
        } finally {
            System.clearProperty("kd4j.data");
        }
    }

    @Test
    void a_teacher_that_is_no_zip_is_named() throws IOException {
        write("broken.zip", "PK not a zip");
        teacherFails("broken.zip", "broken.zip", "not a model zip");
        assertEquals("PK not a zip", Files.readString(folder.resolve("broken.zip")));
        teacherFails("missing.zip", "missing.zip", "cannot be read");
    }

    @Test
    void a_teacher_that_was_cut_short_is_named() throws IOException {
        Path whole = dl4j("whole.zip", 64, 10);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        teacherFails("cut.zip", "cut.zip");
    }

    @Test
    void a_teacher_of_another_shape_is_named() throws IOException {
        dl4j("other.zip", 50, 10);
        teacherFails("other.zip", "other.zip", "50 values", "8x8x1");
    }

    @Test
    void a_teacher_of_other_classes_is_named() throws IOException {
        dl4j("two.zip", 64, 2);
        teacherFails("two.zip", "two.zip", "2 classes", "10");
    }

    @Test
    void a_network_of_dl4j_teaches() throws IOException {
        dl4j("teacher.zip", 64, 10);
        JsonNode arms = Json.read(
                        run(recipe(DIGITS, "{type: dl4j, file: teacher.zip}")).resolve("summary.json"), JsonNode.class)
                .get("arms");
        // 64 inputs, 12 hidden units, 10 classes: 64 * 12 + 12 + 12 * 10 + 10
        assertEquals(910, arms.get("teacher").get("parameters").asInt());
        double accuracy = arms.get("teacher").get("accuracy").get("mean").asDouble();
        assertTrue(accuracy >= 0 && accuracy < 0.5, "a network that was never trained: " + accuracy);
        assertEquals(1, arms.get("distilled").get("accuracy").get("seeds").size());
    }

    @Test
    void a_teacher_that_was_changed_meanwhile_stops_a_resumed_run() throws IOException {
        dl4j("teacher.zip", 64, 10);
        Path run = run(recipe(DIGITS, "{type: dl4j, file: teacher.zip}"));
        Files.delete(run.resolve("summary.json"));
        assertEquals(0, Cli.type("run", "--resume", run, "--quiet").code());
        Files.delete(run.resolve("summary.json"));
        ModelSerializer.writeModel(
                network(64, 10, 99), folder.resolve("teacher.zip").toFile(), false);
        refused(Cli.type("run", "--resume", run), "teacher.zip", "has changed since the run began");
    }

    @Test
    void what_stands_in_the_place_of_a_file_is_kept_and_resume_goes_on() throws IOException {
        Path recipe = recipe(DIGITS, TEACHER);
        Map<String, String> calm = digests(run(recipe));
        Path runs = folder.resolve("occupied");
        Path obstacle = runs.resolve("small");
        Files.createDirectories(runs);
        write("occupied/small", "a file");
        refused(Cli.type("run", recipe, "--out", runs), obstacle.toString(), "cannot be written", "--out");
        assertEquals("a file", Files.readString(obstacle));
        Files.delete(obstacle);
        assertEquals(0, Cli.type("run", recipe, "--out", runs, "--quiet").code());
        assertEquals(calm, digests(Cli.onlyRun(runs, "small")));
    }

    @Test
    void a_disk_that_takes_no_more_is_told_and_resume_goes_on() throws IOException {
        Path run = run(recipe(DIGITS, TEACHER));
        Map<String, String> calm = digests(run);
        Path log = run.resolve("seed-7/distilled/metrics.csv");
        forget(run, "distilled");
        // The device that is always full stands in for a full disk.
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Files.createSymbolicLink(log.resolveSibling(".metrics.csv.part"), full);
        refused(Cli.type("run", "--resume", run), "metrics.csv", "No space left", "--resume");
        Files.deleteIfExists(log.resolveSibling(".metrics.csv.part"));
        assertEquals(0, Cli.type("run", "--resume", run, "--quiet").code());
        assertEquals(calm, digests(run));
    }

    @Test
    void a_run_is_resumed_by_one_process_at_a_time() throws IOException {
        Path run = run(recipe(DIGITS, TEACHER));
        Files.delete(run.resolve("summary.json"));
        try (FileChannel channel = FileChannel.open(run.resolve("run.lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            refused(Cli.type("run", "--resume", run), run.toString(), "another process");
        }
        assertEquals(0, Cli.type("run", "--resume", run, "--quiet").code());
    }

    @Test
    void a_folder_that_is_no_run_is_not_resumed() throws IOException {
        write("notes.txt", "mine");
        refused(Cli.type("run", "--resume", folder), "provenance.json", "not the folder of a run");
        assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
        refused(Cli.type("run", "--resume", folder.resolve("nowhere")), "nowhere", "not the folder of a run");
    }

    @Test
    void a_run_that_has_ended_is_told_again_and_stays_as_it_is() throws IOException {
        Path run = run(recipe(DIGITS, TEACHER));
        Map<String, String> before = contents(run);
        Cli.Answer answer = Cli.type("run", "--resume", run, "--quiet");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("student-alone"), answer.out());
        assertEquals(before, contents(run));
    }

    @Test
    void a_damaged_checkpoint_is_named_and_its_arm_can_start_again() throws IOException {
        Path run = run(recipe(DIGITS, TEACHER));
        Map<String, String> calm = digests(run);
        Files.delete(run.resolve("summary.json"));
        Path checkpoint = run.resolve("seed-7/distilled/checkpoint/epoch-000002");
        byte[] bytes = Files.readAllBytes(checkpoint.resolve("parameters.f32"));
        bytes[5] ^= 1;
        Files.write(checkpoint.resolve("parameters.f32"), bytes);
        refused(Cli.type("run", "--resume", run), "parameters.f32", "damaged", "Delete the folder " + checkpoint);
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        refused(Cli.type("run", "--resume", run), "state.json", "Delete the folder " + checkpoint);
        Files.delete(checkpoint);
        assertEquals(0, Cli.type("run", "--resume", run, "--quiet").code());
        assertEquals(calm, digests(run));
    }

    @Test
    void other_threads_are_told_before_the_bits_differ() throws IOException {
        Path run = run(recipe(DIGITS, TEACHER));
        Files.delete(run.resolve("summary.json"));
        Path provenance = run.resolve("provenance.json");
        Files.writeString(
                provenance, Files.readString(provenance).replaceAll("\"threads\" : \\d+", "\"threads\" : 77"));
        refused(Cli.type("run", "--resume", run), "77 threads", "OMP_NUM_THREADS=77");
    }

    @Test
    void each_cell_of_a_matrix_has_a_run_of_its_own() throws IOException {
        Path recipe = recipe(DIGITS, TEACHER);
        Files.writeString(recipe, Files.readString(recipe) + "matrix: {training.epochs: [1, 2]}\n");
        assertEquals(
                0,
                Cli.type("run", recipe, "--out", folder.resolve("runs"), "--quiet")
                        .code());
        try (Stream<Path> runs = Files.list(folder.resolve("runs/small"))) {
            assertEquals(
                    2,
                    runs.filter(run -> Files.exists(run.resolve("summary.json")))
                            .count());
        }
    }

    private Path recipe(String data, String teacher) throws IOException {
        return write(
                "small.yaml",
                """
                name: small
                seeds: [7]
                data: %s
                teacher: %s
                student: {architecture: {type: mlp, hidden: [8]}}
                method: {type: plain, objective: [{weight: 1, loss: {type: soft-targets, temperature: 4}}]}
                training: {epochs: 2, optimizer: {type: adam, rate: 1e-2}}
                export: [dl4j]
                """
                        .formatted(data, teacher));
    }

    private Path run(Path recipe) throws IOException {
        Path runs = folder.resolve("runs");
        Cli.Answer answer = Cli.type("run", recipe, "--out", runs, "--quiet");
        assertEquals(0, answer.code(), answer.err());
        return Cli.onlyRun(runs, "small");
    }

    private void fails(String data, String... words) throws IOException {
        refusedUnwritten(recipe(data, TEACHER), words);
    }

    private void teacherFails(String zip, String... words) throws IOException {
        refusedUnwritten(recipe(DIGITS, "{type: dl4j, file: " + zip + "}"), words);
    }

    private void refusedUnwritten(Path recipe, String... words) {
        refused(Cli.type("run", recipe, "--out", folder.resolve("runs")), words);
        assertFalse(Files.exists(folder.resolve("runs")), "something was written");
    }

    private static void refused(Cli.Answer answer, String... words) {
        assertEquals(1, answer.code(), answer.err());
        for (String word : words) {
            assertTrue(answer.err().contains(word), "'%s' is not in: %s".formatted(word, answer.err()));
        }
        assertFalse(answer.err().contains("\tat "), answer.err());
    }

    /** Makes an arm one that has not begun. */
    private static void forget(Path run, String arm) throws IOException {
        Files.delete(run.resolve("summary.json"));
        try (Stream<Path> files = Files.walk(run.resolve("seed-7").resolve(arm))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(run.resolve("seed-7").resolve(arm).resolve("checkpoint/epoch-000002"));
    }

    private static Map<String, String> digests(Path run) {
        Map<String, String> digests = new TreeMap<>();
        for (String arm : new String[] {"teacher", "student-alone", "distilled"}) {
            JsonNode result = Json.read(run.resolve("seed-7").resolve(arm).resolve("result.json"), JsonNode.class);
            digests.put(
                    arm,
                    result.get("digest").asString() + result.get("lastDigest").asString());
        }
        return digests;
    }

    /** Every file with its bytes and the time of its last change. */
    private static Map<String, String> contents(Path run) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        file.toString(),
                        Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** An IDX file: the magic number, the sides, and bytes from 0 to 9 in turn. */
    private static byte[] idx(int magic, int bytes, int... sides) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sides.length + bytes).putInt(magic);
        for (int side : sides) {
            file.putInt(side);
        }
        for (int i = 0; i < bytes; i++) {
            file.put((byte) (i % 10));
        }
        return file.array();
    }

    private Path dl4j(String name, int inputs, int classes) throws IOException {
        Path file = folder.resolve(name);
        ModelSerializer.writeModel(network(inputs, classes, 1), file.toFile(), true);
        return file;
    }

    private static MultiLayerNetwork network(int inputs, int classes, long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(12)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(12)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
