package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.LogitsMse;
import kd4j.loss.Loss;
import kd4j.loss.Part;
import kd4j.loss.Reduction;
import kd4j.loss.Term;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.optim.Constant;
import kd4j.optim.Never;
import kd4j.optim.Sgd;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;

/** What a training says about itself: shares of the gradients, terms without effect, a teacher that knows nothing. */
class DiagnosisTest {
    private static final Shape SHAPE = Shape.of(2);

    /** Class 0 right of the middle, class 1 left of it. */
    private static Samples rows(int count) {
        float[][] values = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            values[i] = new float[] {i % 2 == 0 ? 1 : -1, i / (float) count};
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Network network(long seed) {
        return Network.create(new Mlp(List.of(8), 0, 0).blueprint(SHAPE, 2), seed);
    }

    private static List<Event> train(Network teacher, int epochs, WeightedLoss... objective) {
        List<Event> events = new ArrayList<>();
        Training training = new Training(
                epochs,
                20,
                new Sgd(new Constant(0.1), 0, false, 0),
                List.of(),
                List.of(),
                Optional.empty(),
                new Never());
        Task task = new Task(
                network(1),
                Optional.of(Teacher.of(teacher)),
                new Plain(List.of(objective)),
                training,
                rows(60),
                rows(40),
                List.of(),
                3);
        new TrainingLoop(task, List.of(events::add)).run();
        return events;
    }

    private static List<String> alarms(List<Event> events) {
        return events.stream()
                .filter(e -> e instanceof Event.Alarm)
                .map(e -> ((Event.Alarm) e).text())
                .toList();
    }

    private static Network blind() {
        Network blind = network(2);
        blind.parameters().assign(0); // the same scores for every row: class 0, which half of the rows are
        return blind;
    }

    private static Network knowing() {
        Network knowing = network(2);
        new TrainingLoop(
                        Task.alone(
                                knowing,
                                new Training(20, new Sgd(new Constant(0.5), 0, false, 0)),
                                new kd4j.data.Partition(rows(60), rows(40)),
                                1),
                        List.of())
                .run();
        return knowing;
    }

    @Test
    void aTeacherThatKnowsNothingIsSaid() {
        WeightedLoss labels = new WeightedLoss(1, new CrossEntropy());
        assertEquals(
                List.of(
                        "the teacher is right on 50.0 % of the 40 validation rows; naming their most frequent class is right on 50.0 %. It knows nothing of this data, or its classes stand in another order."),
                alarms(train(blind(), 1, labels)));
        assertEquals(List.of(), alarms(train(knowing(), 1, labels)));
    }

    /** One loss twice with weights 3 and 1: three quarters and one quarter of the norms. */
    @Test
    void sharesOfTheGradientsAreThoseOfTheWeights() {
        Loss loss = new CrossEntropy();
        List<Event> events = train(knowing(), 1, new WeightedLoss(3, loss), new WeightedLoss(1, loss));
        Map<String, Double> pulls = events.stream()
                .filter(e -> e instanceof Event.EpochDone)
                .map(e -> ((Event.EpochDone) e).pulls())
                .findFirst()
                .orElseThrow();
        assertEquals(0.75, pulls.get("cross-entropy"), 1e-6);
        assertEquals(0.25, pulls.get("cross-entropy-2"), 1e-6);
    }

    /** 60 rows in steps of 20 are 3 steps an epoch: 100 steps without effect are over in epoch 34. */
    @Test
    void aTermWithoutEffectIsSaidOnce() {
        WeightedLoss nothing = new WeightedLoss(1e-12, new LogitsMse(Reduction.ELEMENT_MEAN));
        List<String> alarms = alarms(train(knowing(), 80, new WeightedLoss(1, new CrossEntropy()), nothing));
        assertEquals(1, alarms.size(), alarms.toString());
        assertTrue(alarms.get(0).startsWith("term 'logits-mse' has had no effect for 100 steps"), alarms.get(0));
        assertEquals(List.of(), alarms(train(knowing(), 33, new WeightedLoss(1, new CrossEntropy()), nothing)));
    }

    @Test
    void aTermThatWakesUpIsNotIdle() {
        Idle idle = new Idle();
        Term term =
                new Term("total", 1, Map.of(), List.of(Part.of(1, "a", 1), Part.of(1, "b", 1), Part.of(0, "off", 1)));
        List<String> all = new ArrayList<>();
        for (int step = 0; step < 250; step++) {
            double b = step % 90 == 0 ? 1 : 0;
            all.addAll(idle.see(term, Map.of("a", 1.0, "b", b, "off", 0.0)));
        }
        assertEquals(List.of(), all);
    }
}
