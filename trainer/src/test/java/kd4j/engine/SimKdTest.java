package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.MemorySamples;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.Hint;
import kd4j.loss.Reduction;
import kd4j.method.Context;
import kd4j.method.Method;
import kd4j.method.MethodException;
import kd4j.method.Plain;
import kd4j.method.SimKd;
import kd4j.method.WeightedLoss;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.Grafted;
import kd4j.model.architecture.PlainCnn;
import kd4j.optim.AdamW;
import kd4j.optim.Constant;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A student with the teacher's upper layers, batch norm among them. */
class SimKdTest {
    private static final Shape SHAPE = Shape.of(8, 8, 1);
    private static final Architecture LARGE = new PlainCnn(List.of(6, 8), true, 1);
    private static final Architecture GRAFTED =
            new Grafted(new PlainCnn(List.of(3, 4), true, 1), "pool1", LARGE, "pool1", 2);
    private static final Method SIMKD = new SimKd(new Hint(Reduction.ELEMENT_MEAN));
    private static final List<String> CLASSIFIER =
            List.of("conv2.weight", "norm2.gamma", "norm2.beta", "norm2.mean", "norm2.variance");

    private static Samples rows(int count) {
        float[][] values = new float[count][64];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int p = 0; p < 64; p++) {
                values[i][p] = (float) (Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, 3, i, p)) - 0.2 * labels[i]);
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Training training(int epochs) {
        return new Training(epochs, new AdamW(new Constant(0.01), 0.9, 0.999, 1e-8, 0.1));
    }

    /** With running statistics that are not those of a new network. */
    private static Network teacher() {
        Network teacher = Network.create(LARGE.blueprint(SHAPE, 3), 6);
        Partition rows = new Partition(rows(90), rows(30));
        try (TrainingLoop loop = new TrainingLoop(Task.alone(teacher, training(2), rows, 1), List.of())) {
            loop.run();
        }
        return teacher;
    }

    private static Network student() {
        return Network.create(GRAFTED.blueprint(SHAPE, 3), 5);
    }

    private static TrainingLoop loop(Network student, Network teacher, int epochs, Event.Listener... listeners) {
        Partition rows = new Partition(rows(90), rows(30));
        return new TrainingLoop(
                Task.distilling(student, teacher, SIMKD, training(epochs), rows, 11), List.of(listeners));
    }

    @Test
    void the_classifier_is_the_teachers_from_the_first_step_to_the_last() {
        Network teacher = teacher();
        INDArray before = teacher.copyParameters();
        Network student = student();
        INDArray first = student.copyParameters();
        List<String> terms = new ArrayList<>();
        loop(student, teacher, 3, e -> {
                    if (e instanceof Event.StepDone done) {
                        terms.addAll(
                                done.term().parts().stream().map(p -> p.name()).toList());
                        assertClassifier(teacher, student);
                    }
                })
                .run();
        assertEquals(Set.of("hint"), Set.copyOf(terms));
        assertEquals(before, teacher.parameters());
        Network untrained = student();
        assertEquals(first, untrained.parameters());
        for (String learnt : List.of("conv1", "projector.conv1", "projector.conv2", "projector.conv3")) {
            assertNotEquals(untrained.parameter(learnt, "weight"), student.parameter(learnt, "weight"), learnt);
        }
    }

    private static void assertClassifier(Network teacher, Network student) {
        for (String name : CLASSIFIER) {
            String[] parts = name.split("\\.");
            assertEquals(
                    teacher.parameter(parts[0], parts[1]), student.parameter("classifier." + parts[0], parts[1]), name);
        }
        assertEquals(teacher.parameter("logits", "weight"), student.parameter("logits", "weight"));
        assertEquals(teacher.parameter("logits", "bias"), student.parameter("logits", "bias"));
    }

    /** A student whose features were the teacher's would answer as the teacher; here by giving the last layers the same array. */
    @Test
    void it_answers_with_the_teachers_last_layers() {
        Network teacher = teacher();
        Network student = student();
        loop(student, teacher, 2).run();
        INDArray features = Nd4j.linspace(DataType.FLOAT, 0, 0.01, 4 * 64).reshape('c', 4, 8, 8, 1);
        Map<String, INDArray> seen = student.forward(features, Set.of("classifier.mean", Blueprint.LOGITS));
        double[][] mean = seen.get("classifier.mean").toDoubleMatrix();
        double[][] weight = teacher.parameter("logits", "weight").toDoubleMatrix();
        double[] bias = teacher.parameter("logits", "bias").toDoubleVector();
        double[] expected = bias.clone();
        for (int c = 0; c < bias.length; c++) {
            for (int i = 0; i < mean[0].length; i++) {
                expected[c] += mean[0][i] * weight[i][c];
            }
        }
        assertArrayEquals(expected, seen.get(Blueprint.LOGITS).toDoubleMatrix()[0], 1e-5);
    }

    @Test
    void it_learns_the_features_and_goes_on_to_the_same_bits() {
        Network teacher = teacher();
        List<Double> objective = new ArrayList<>();
        TrainingState[] second = new TrainingState[1];
        TrainingState straight = loop(student(), teacher, 8, e -> {
                    if (e instanceof Event.EpochDone done) {
                        objective.add(done.objective());
                        if (done.epoch() == 2) {
                            second[0] = States.copy(done.state());
                        }
                    }
                })
                .run();
        assertTrue(objective.get(7) < 0.5 * objective.get(0), objective.toString());
        TrainingLoop later = loop(student(), teacher, 8);
        later.resume(new TrainingState(
                second[0].epoch(),
                second[0].step(),
                second[0].best(),
                second[0].parameters(),
                second[0].optimizer(),
                second[0].bestParameters(),
                Optional.empty(),
                new SessionState(Map.of(), Map.of())));
        assertEquals(straight.parameters(), later.run().parameters());
    }

    @Test
    void networks_that_do_not_fit_are_told_before_training() {
        Map<String, Shape> theirs = LARGE.blueprint(SHAPE, 3).shapes();
        Blueprint other = new PlainCnn(List.of(3), true, 1).blueprint(SHAPE, 3);
        assertRefused(Context.of(other, theirs), "simkd trains a student of architecture grafted");
        Map<String, Shape> wider =
                new PlainCnn(List.of(6, 9), true, 1).blueprint(SHAPE, 3).shapes();
        assertRefused(
                Context.of(GRAFTED.blueprint(SHAPE, 3), wider),
                "'classifier.conv2' of the student gives 4x4x8, 'conv2' of the teacher 4x4x9");
        assertRefused(
                Context.of(GRAFTED.blueprint(SHAPE, 3), Map.of("logits", Shape.of(3))),
                "'classifier.conv2' of the student gives 4x4x8, 'conv2' of the teacher does not exist");
    }

    private static void assertRefused(Context context, String part) {
        String message =
                assertThrows(MethodException.class, () -> SIMKD.begin(context)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void a_teacher_without_a_network_is_refused() {
        Network student = student();
        String message = assertThrows(MethodException.class, () -> SIMKD.begin(Context.of(
                                student.blueprint(), LARGE.blueprint(SHAPE, 3).shapes()))
                        .prepare(student, Optional.empty()))
                .getMessage();
        assertTrue(message.contains("use a teacher of type train"), message);
        Method plain = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));
        assertEquals(List.of(false, true), List.of(plain.takesFromTeacher(), SIMKD.takesFromTeacher()));
        assertTrue(Teacher.of(teacher()).network().isPresent());
    }
}
