package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with a teacher whose answers ONNX Runtime computes. */
class TeacherForwardTest {
    private static final String FORWARD = "teacher.forward=onnx-runtime";

    @TempDir
    private Path folder;

    /** The first stage wants an inner layer, the second one another, besides the logits. */
    private Path recipe() throws IOException {
        return Files.writeString(
                folder.resolve("small.yaml"),
                """
                name: small
                seeds: [7]
                data: {type: digits, validation: 0.1}
                teacher: {type: train, architecture: {type: plain-cnn, widths: [4, 8]}, training: {epochs: 1, batch: 100}}
                student: {architecture: {type: plain-cnn, widths: [4, 8]}}
                method:
                  type: stages
                  stages:
                    - {share: 0.5, objective: [{weight: 1, at: relu1, loss: hint}]}
                    - objective:
                        - {weight: 1, at: relu2, loss: hint}
                        - {weight: 1, loss: {type: soft-targets, temperature: 4}}
                training: {epochs: 2, batch: 100}
                export: []
                """);
    }

    private Cli.Answer type(String command, Path root, String... changes) throws IOException {
        List<Object> words = new ArrayList<>(List.of(command, recipe()));
        if (root != null) {
            words.addAll(List.of("--out", root));
        }
        for (String change : changes) {
            words.addAll(List.of("--set", change));
        }
        return Cli.type(words.toArray());
    }

    private Path run(Path root, String... changes) throws IOException {
        List<Path> before = runs(root);
        Cli.Answer answer = type("run", root, changes);
        assertEquals(0, answer.code(), answer.err());
        assertEquals(
                List.of(changes).contains(FORWARD),
                (answer.out() + answer.err())
                        .contains("teacher.forward: onnx-runtime: differs from the network by at most {logits="),
                answer.out() + answer.err());
        return runs(root).stream().filter(r -> !before.contains(r)).findFirst().orElseThrow();
    }

    private static List<Path> runs(Path root) throws IOException {
        return Files.exists(root.resolve("small")) ? list(root.resolve("small")) : List.of();
    }

    private static List<Path> list(Path in) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.toList();
        }
    }

    private static String digest(Path run, String arm) {
        return Cli.result(run, "seed-7/" + arm).get("lastDigest").asString();
    }

    @Test
    void the_same_teacher_is_asked_in_another_way_and_repeats_its_bits() throws IOException {
        Path shared = folder.resolve("shared");
        Path network = run(shared);
        Path runtime = run(shared, FORWARD);
        Path again = run(folder.resolve("alone"), FORWARD, "teacher-cache=none");
        // Trained once for both, and no part of what it is trained by.
        assertEquals(digest(network, "teacher"), digest(runtime, "teacher"));
        assertEquals(
                1,
                list(shared.resolve("teachers")).stream()
                        .filter(f -> Files.exists(f.resolve("network.zip")))
                        .count());
        assertFalse(Files.exists(network.resolve("seed-7/teacher/forward.onnx")));
        assertTrue(Files.exists(runtime.resolve("seed-7/teacher/forward.onnx")));
        // Other roundings, hence other bits in the student, and the same ones in another process's place without kept
        // answers.
        assertNotEquals(digest(network, "distilled"), digest(runtime, "distilled"));
        assertEquals(digest(runtime, "distilled"), digest(again, "distilled"));
        // The inner layers of the training rows for each of the two: none is read for the other.
        for (String tap : List.of("relu1", "relu2")) {
            assertEquals(
                    2,
                    list(shared.resolve("teachers/answers")).stream()
                            .filter(f -> f.toString().endsWith(tap + ".answers"))
                            .count(),
                    tap);
        }
    }

    @Test
    void a_method_that_takes_the_whole_teacher_is_refused_in_the_recipe() {
        Cli.Answer answer = Cli.type("check", Cli.root().resolve("configs/starters/simkd.yaml"), "--set", FORWARD);
        assertEquals(2, answer.code());
        assertTrue(
                answer.err()
                        .contains(
                                "the method looks at all layers of the teacher's network, and onnx-runtime gives only those that are compared. Leave the key out"),
                answer.err());
    }

    @Test
    void wrong_words_are_told() throws IOException {
        Cli.Answer answer = type("check", null, "teacher.forward=onnx");
        assertEquals(2, answer.code());
        assertTrue(answer.err().contains("network, onnx-runtime"), answer.err());
    }
}
