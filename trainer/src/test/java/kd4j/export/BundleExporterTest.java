package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.Kd4jException;
import kd4j.data.Shape;
import kd4j.edge.Answer;
import kd4j.edge.Bundle;
import kd4j.edge.Student;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class BundleExporterTest {
    private static final Blueprint PLAN = Blueprint.of(Shape.of(6, 5, 2))
            .then("conv", new Conv2d(4, 3, 1, Optional.empty(), true))
            .then("relu", new Activation(Function.RELU))
            .then("flatten", new Flatten())
            .then("logits", new Dense(3, true))
            .build();

    private final INDArray raw = Networks.rows(PLAN.input(), 40, 3);
    /** By hand, not by the code under test; exact in 32 bits, since both numbers are powers of two. */
    private final INDArray rows = raw.sub(0.5).div(2);

    private final Network network = Networks.trained(PLAN, 11);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        network.close();
    }

    private static Map<String, Object> halved() {
        return Map.of("type", "normalize", "mean", List.of(0.5), "sd", List.of(2.0));
    }

    private Card card(List<Map<String, Object>> transforms, Optional<List<Double>> thresholds, String... names) {
        BundleParts.Words words = BundleParts.plain(rows).words();
        return new Card(
                List.of(names),
                Optional.empty(),
                Optional.of(new BundleParts(
                        transforms,
                        raw,
                        true,
                        thresholds.map(t -> network -> new BundleParts.Chosen(t, "some")),
                        words)));
    }

    private ExportedFile export(ExportFormat format, Card card, String name) {
        return Exporters.export(network, card, format, rows, folder.resolve(name));
    }

    private Card usual() {
        return card(List.of(halved()), Optional.of(List.of(0.5, 0.25, 0.0)), "a", "n/a", "c");
    }

    @ParameterizedTest
    @EnumSource(names = "BUNDLE.*", mode = EnumSource.Mode.MATCH_ALL)
    void answers_raw_rows_as_the_network_answers_prepared_ones(ExportFormat format) {
        ExportedFile done = export(format, usual(), "student.kd4j");
        VerifiedFile verified = Verification.verify(done.path());
        assertEquals(format, verified.format());
        assertEquals(16, verified.rows());
        assertEquals(done.sha256(), verified.sha256());
        try (Student student = Student.open(done.path())) {
            float[] given = student.scores(raw.dup('c').data().asFloat());
            double allowed =
                    format == ExportFormat.BUNDLE ? 1e-5 : done.reduction().maxAbsDiff() + 1e-5;
            assertArrayEquals(Comparison.logits(network, rows), given, (float) allowed);
        }
    }

    @Test
    void holds_what_it_was_given() {
        ExportedFile done = export(ExportFormat.BUNDLE, usual(), "student.kd4j");
        assertEquals(PLAN.parameters(), done.parameters());
        try (Student student = Student.open(done.path())) {
            assertEquals(List.of("a", "n/a", "c"), student.labels());
            assertArrayEquals(new float[] {0.5f, 0.25f, 0}, student.bundle().thresholdValues());
            assertTrue(student.bundle().text(Bundle.CARD).contains(done.parameters() + " parameters"));
            Answer answer = student.predict(rows.slice(0).dup('c').data().asFloat());
            assertEquals(1, sum(answer.probabilities()), 1e-5);
        }
    }

    private static double sum(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum;
    }

    @Test
    void the_same_student_gives_the_same_bytes() throws IOException {
        Path first = export(ExportFormat.BUNDLE, usual(), "first.kd4j").path();
        Path second = export(ExportFormat.BUNDLE, usual(), "second.kd4j").path();
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void zeros_of_pruned_weights_make_it_smaller() {
        long before = export(ExportFormat.BUNDLE, usual(), "dense.kd4j").bytes();
        INDArray weight = network.parameter("logits", "weight");
        weight.muli(weight.gt(weight.meanNumber()).castTo(weight.dataType()));
        ExportedFile pruned = export(ExportFormat.BUNDLE, usual(), "sparse.kd4j");
        assertTrue(pruned.bytes() < before, pruned.bytes() + " bytes, before " + before);
        assertTrue(Exporters.sparsity(pruned.path()).getAsDouble() > 0.3);
        assertEquals(ExportFormat.BUNDLE, Exporters.format(pruned.path()));
    }

    /** Golden rows go through the runtime's own preprocessing: one that differs from the trainer's cannot leave the house. */
    @Test
    void refuses_preprocessing_that_is_not_that_of_the_rows() {
        Map<String, Object> other = Map.of("type", "scale", "factor", 0.75);
        Card card = card(List.of(other), Optional.empty(), "a", "b", "c");
        assertMessage("answers its golden rows differently", () -> export(ExportFormat.BUNDLE, card, "student.kd4j"));
        assertTrue(Files.notExists(folder.resolve("student.kd4j")));
    }

    @Test
    void refuses_transforms_that_devices_do_not_have() {
        Map<String, Object> crop = Map.of("type", "crop", "pixels", 2);
        assertTrue(Exporters.check(List.of(halved(), crop)).get(0).contains("no transform 'crop'"));
        assertEquals(List.of(), Exporters.check(List.of(halved())));
        Card card = card(List.of(crop), Optional.empty(), "a", "b", "c");
        assertMessage("no transform 'crop'", () -> export(ExportFormat.BUNDLE, card, "student.kd4j"));
    }

    @Test
    void refuses_names_of_classes_that_are_paths() {
        Card card = card(List.of(halved()), Optional.empty(), "a", "../../b", "c");
        assertMessage("leads to a folder", () -> export(ExportFormat.BUNDLE, card, "student.kd4j"));
    }

    @Test
    void a_changed_bundle_is_found_with_and_without_its_record() throws IOException {
        Path file = export(ExportFormat.BUNDLE, usual(), "student.kd4j").path();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertMessage("is not the file that was exported", () -> Verification.verify(file));
        Path alone = Files.createDirectory(folder.resolve("alone")).resolve("student.kd4j");
        Files.write(alone, bytes);
        assertMessage("Nothing of it was used", () -> Verification.verify(alone));
    }

    @Test
    void a_bundle_needs_no_record() throws IOException {
        Path file = export(ExportFormat.BUNDLE, usual(), "student.kd4j").path();
        Path alone = Files.createDirectory(folder.resolve("alone")).resolve("renamed.kd4j");
        Files.copy(file, alone);
        assertEquals(16, Verification.verify(alone).argMaxEqual());
    }

    private static void assertMessage(String part, Executable work) {
        String message = assertThrows(Kd4jException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
