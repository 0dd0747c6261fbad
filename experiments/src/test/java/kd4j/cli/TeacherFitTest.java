package kd4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A teacher and a student that do not fit are refused before anything is trained, with both sides and the way out. */
class TeacherFitTest {
    private static final String NINE = "[0, 1, 2, 3, 4, 5, 6, 7, 8]";
    private static final String TURNED = "['1', '0', '2', '3', '4', '5', '6', '7', '8', '9']";

    @TempDir
    private Path folder;

    /** A starter recipe, changes to it, and what the message must say. */
    private static Arguments misfit(String recipe, String changes, String... says) {
        return Arguments.of(recipe, List.of(changes.split(" & ", -1)), List.of(says));
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                // classes
                misfit(
                        "onnx",
                        "teacher.answers.select=" + NINE,
                        "the teacher tells 9 classes apart, the data has 10",
                        "answers: {select: [...]} or {map: [...]}"),
                misfit(
                        "onnx",
                        "teacher.answers.select=[0, 12]",
                        "select names output 12, but the teacher has 10: 0 to 9"),
                misfit("onnx", "teacher.answers.map=[0, 1, 2]", "map has 3 numbers, but the teacher has 10 outputs"),
                misfit(
                        "onnx",
                        "teacher.answers.map=[0, 0, 1, 1, 2, 2, 3, 3, 4, 4]",
                        "the teacher tells 5 classes apart, the data has 10"),
                misfit(
                        "keras",
                        "teacher.answers.names=[one, two]",
                        "names has 2 names, but the teacher tells 10 classes"),
                // order and names of classes
                misfit(
                        "onnx",
                        "teacher.answers.names=" + TURNED,
                        "the teacher's classes are [1, 0, 2, 3, 4, 5, 6, 7, 8, 9]",
                        "the data's are [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], in another order",
                        "answers: {select: [1, 0, 2, 3, 4, 5, 6, 7, 8, 9]}"),
                misfit(
                        "keras",
                        "teacher.answers.names=[zero, '1', '2', '3', '4', '5', '6', '7', '8', '9']",
                        "the teacher has none called '0'",
                        "{select: [...]} or {map: [...]}, or what they are called with {names: [...]}"),
                // shapes
                misfit(
                        "onnx",
                        "data.transforms=[{type: resize, height: 10, width: 12}]",
                        "it takes samples of shape 8x8x1, the data has 10x12x1",
                        "{type: resize, height: 8, width: 8}"),
                misfit(
                        "onnx",
                        "teacher.transforms=[{type: resize, height: 16, width: 16}]",
                        "it takes samples of shape 8x8x1, the data has 8x8x1, and its transforms make 16x16x1 of it"),
                misfit("onnx", "teacher.layout=channels-last", "it takes samples of shape 1x8x8, the data has 8x8x1"),
                misfit(
                        "onnx",
                        "teacher.transforms=[{type: repeat-channels, times: 3}]",
                        "it takes samples of shape 8x8x1",
                        "its transforms make 8x8x3 of it"),
                misfit(
                        "keras",
                        "teacher.transforms=[{type: repeat-channels, times: 3}]",
                        "the network takes images with 1 channels, the samples are 8x8x3"),
                misfit(
                        "keras",
                        "teacher.transforms=[{type: resize, height: 16, width: 16}]",
                        "the network cannot take samples of 16x16x1"),
                misfit(
                        "onnx",
                        "teacher.transforms=[{type: normalize, mean: [0, 0, 0], sd: [1]}]",
                        "normalize has 3 numbers for mean; samples of shape 8x8x1 need 1 or 1"),
                misfit("onnx", "teacher.transforms=[{type: shift, pixels: 1}]", "change rows by chance"),
                // scores
                misfit(
                        "onnx",
                        "teacher.answers.gives=probabilities",
                        "the teacher's answers are no probabilities",
                        "answers: {gives: logits}"),
                // names in the file
                misfit("onnx", "teacher.input=image", "no input named 'image'. It has: [pixels]"),
                misfit(
                        "onnx",
                        "teacher.output=score",
                        "no output named 'score'. Did you mean 'scores'? It has: [scores]"),
                misfit("onnx", "teacher.taps={hint: relu1}", "no output named 'relu1'. It has: [scores]"),
                // files
                misfit("onnx", "teacher.file=teachers/digits.h5", "digits.h5: not an ONNX model"),
                misfit("keras", "teacher.file=teachers/digits.onnx", "digits.onnx: not an HDF5 file"),
                misfit("keras", "teacher.file=teachers/none.h5", "none.h5: no such file"),
                misfit(
                        "onnx",
                        "teacher={type: dl4j, file: teachers/digits.onnx}",
                        "digits.onnx is not a model zip of DL4J"),
                // written answers
                misfit(
                        "logits",
                        "teacher.train.inputs=" + "f".repeat(64),
                        "its answers are for rows with SHA-256 " + "f".repeat(64),
                        "these 1437 rows of 8x8x1 have 7c370fa1184be495ac240bcbefa0eb2dd33d993bbfb93c1d8c896e8aa12d7737"),
                misfit(
                        "logits",
                        "teacher.train.file=teachers/digits-test.npy",
                        "it has 360 rows, but this part of the data has 1437"),
                misfit(
                        "logits",
                        "training.augment=[{type: shift, pixels: 1}]",
                        "training.augment makes 9 views of a row",
                        "every-view: true"),
                misfit(
                        "logits",
                        "teacher.train={file: " + csv() + ", id: row}",
                        "it has no answer for 1292 of the 1293 rows that the student learns from"),
                // members of an ensemble
                misfit(
                        "ensemble",
                        "teacher.members[1].answers.select=" + NINE,
                        "digits.h5: the teacher tells 9 classes apart, the data has 10"),
                misfit(
                        "ensemble",
                        "training.augment=[{type: shift, pixels: 1}]",
                        "written answers are one for each row"));
    }

    /** One answer, for the first row; all the others are missing. */
    private static String csv() {
        return Cli.root()
                .resolve("experiments/src/test/resources/kd4j/cli/one-answer.csv")
                .toString();
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void isRefusedBeforeTheTraining(String recipe, List<String> changes, List<String> says) {
        Path runs = folder.resolve("runs");
        List<Object> words = new ArrayList<>(List.of("run", starter(recipe), "--out", runs, "--quiet"));
        changes.forEach(change -> words.addAll(List.of("--set", change)));
        Cli.Answer answer = Cli.type(words.toArray());
        assertEquals(1, answer.code(), answer.err());
        says.forEach(text -> assertTrue(answer.err().contains(text), () -> text + "\nis not in\n" + answer.err()));
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertFalse(Files.exists(runs));
    }

    static Path starter(String name) {
        return Cli.root().resolve("configs/starters/teacher-%s.yaml".formatted(name));
    }
}
