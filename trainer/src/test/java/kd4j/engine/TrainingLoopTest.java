package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.ShapeException;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.loss.SoftTargets;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.metric.Classified;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Never;
import kd4j.optim.Optimizer;
import kd4j.optim.Patience;
import kd4j.optim.Sgd;
import kd4j.optim.Stop;
import kd4j.optim.Training;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private static final Shape SHAPE = Shape.of(2);
    private static final Optimizer ADAM = new Adam(new Constant(0.01), 0.9, 0.999, 1e-8, 0);
    private static final Method LABELS = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));
    private static final Method BOTH =
            new Plain(List.of(new WeightedLoss(0.1, new CrossEntropy()), new WeightedLoss(0.9, new SoftTargets(4))));

    /** Three classes on three sides of the origin; noise from the seed. */
    private static Samples rows(int count, long seed) {
        float[][] values = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            double angle = 2 * Math.PI * labels[i] / 3;
            double noise = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i)) - 0.5;
            values[i] = new float[] {(float) (Math.cos(angle) + noise), (float) (Math.sin(angle) - noise)};
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Network network(int hidden) {
        return Network.create(new Mlp(List.of(hidden), 0.25, 0).blueprint(SHAPE, 3), 5);
    }

    private static Training training(int epochs, Optimizer optimizer, List<Integer> omit, Stop stop) {
        return new Training(epochs, 16, optimizer, List.of(), omit, Optional.empty(), stop);
    }

    private static Task task(Network network, Optional<Teacher> teacher, Method method, Training training) {
        return new Task(network, teacher, method, training, rows(150, 1), rows(60, 2), List.of(), 11);
    }

    private static TrainingLoop loop(Network network, Training training, Event.Listener... listeners) {
        return new TrainingLoop(task(network, Optional.empty(), LABELS, training), List.of(listeners));
    }

    @Test
    void learns_and_tells_what_it_does_in_order() {
        List<Event> events = new ArrayList<>();
        TrainingState end = loop(network(16), training(5, ADAM, List.of(), new Never()), events::add)
                .run();
        assertEquals(new Event.Started(0, 5, 10), events.get(0));
        assertEquals(
                50, events.stream().filter(e -> e instanceof Event.StepDone).count());
        List<Event.EpochDone> epochs = events.stream()
                .filter(e -> e instanceof Event.EpochDone)
                .map(e -> (Event.EpochDone) e)
                .toList();
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                epochs.stream().map(Event.EpochDone::epoch).toList());
        assertTrue(events.get(events.size() - 1) instanceof Event.Finished);
        assertEquals(50, end.step());
        assertTrue(epochs.get(4).objective() < epochs.get(0).objective() / 2);
        assertTrue(classified(epochs.get(4)).accuracy() > 0.9);
    }

    @Test
    void goes_on_from_any_epoch_to_the_same_bits() {
        Training training = training(6, ADAM, List.of(), new Never());
        List<TrainingState> states = new ArrayList<>();
        TrainingState straight = loop(network(16), training, e -> {
                    if (e instanceof Event.EpochDone done) {
                        states.add(States.copy(done.state()));
                    }
                })
                .run();
        for (TrainingState state : states) {
            TrainingLoop later = loop(network(16), training);
            later.resume(state);
            TrainingState end = later.run();
            assertEquals(straight.parameters(), end.parameters(), "from epoch " + state.epoch());
            assertEquals(straight.bestParameters(), end.bestParameters());
            assertEquals(straight.optimizer(), end.optimizer());
            assertEquals(straight.best(), end.best());
        }
    }

    @Test
    void another_seed_gives_other_bits() {
        Training training = training(1, ADAM, List.of(), new Never());
        Network first = network(16);
        Network second = network(16);
        loop(first, training).run();
        Task other = new Task(second, Optional.empty(), LABELS, training, rows(150, 1), rows(60, 2), List.of(), 12);
        new TrainingLoop(other, List.of()).run();
        assertNotEquals(first.parameters(), second.parameters());
    }

    @Test
    void a_number_that_is_not_finite_stops_the_training_and_is_named() {
        Training wild = training(3, new Sgd(new Constant(1e30), 0, false, 0), List.of(), new Never());
        RunException e =
                assertThrows(RunException.class, () -> loop(network(16), wild).run());
        assertTrue(e.getMessage().contains("'cross-entropy' is not finite at epoch 1, step "), e.getMessage());
        assertTrue(e.getMessage().contains("lower learning rate"), e.getMessage());
    }

    @Test
    void omitted_classes_are_not_learnt_but_validated() {
        List<Event.EpochDone> epochs = new ArrayList<>();
        loop(network(16), training(10, ADAM, List.of(1), new Never()), e -> {
                    if (e instanceof Event.EpochDone done) {
                        epochs.add(done);
                    }
                })
                .run();
        // 20 of the 60 validation rows are of class 1, which was never seen.
        assertTrue(classified(epochs.get(9)).errors() >= 20);
        assertThrows(RunException.class, () -> loop(network(4), training(1, ADAM, List.of(0, 1, 2), new Never())));
    }

    @Test
    void patience_ends_early_and_the_best_epoch_is_kept() {
        TrainingState end = loop(network(16), training(500, ADAM, List.of(), new Patience(3)))
                .run();
        assertTrue(end.epoch() < 500);
        assertEquals(end.epoch() - 3, end.best().epoch());
        assertFalse(end.parameters().equals(end.bestParameters()));
    }

    @Test
    void a_teacher_is_asked_and_agreement_is_counted() {
        Network large = network(64);
        loop(large, training(10, ADAM, List.of(), new Never())).run();
        List<Event.EpochDone> epochs = new ArrayList<>();
        Task task = task(network(8), Optional.of(Teacher.of(large)), BOTH, training(10, ADAM, List.of(), new Never()));
        new TrainingLoop(task, List.of(e -> {
                    if (e instanceof Event.EpochDone done) {
                        epochs.add(done);
                    }
                }))
                .run();
        assertTrue(classified(epochs.get(9)).teacher().orElseThrow().agreement() > 0.9);
        assertEquals(
                List.of("cross-entropy", "soft-targets"),
                epochs.get(0).parts().stream().map(p -> p.name()).toList());
    }

    @Test
    void a_teacher_that_does_not_fit_is_refused_before_the_first_step() {
        Network other = Network.create(new Mlp(List.of(4), 0, 0).blueprint(Shape.of(3), 3), 1);
        Task task = task(network(4), Optional.of(Teacher.of(other)), BOTH, training(1, ADAM, List.of(), new Never()));
        ShapeException e = assertThrows(ShapeException.class, () -> new TrainingLoop(task, List.of()));
        assertTrue(e.getMessage().contains("shape 3") && e.getMessage().contains("has 2"), e.getMessage());
    }

    private static Classified classified(Event.EpochDone epoch) {
        return (Classified) epoch.validation();
    }
}
