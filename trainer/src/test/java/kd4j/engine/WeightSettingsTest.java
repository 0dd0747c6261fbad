package kd4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.CrossEntropy;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.metric.Assessment;
import kd4j.model.Network;
import kd4j.model.architecture.PlainCnn;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Cosine;
import kd4j.optim.Never;
import kd4j.optim.Optimizer;
import kd4j.optim.Schedule;
import kd4j.optim.Sgd;
import kd4j.optim.Training;
import kd4j.optim.WarmUp;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a training does around its optimiser: clipping, parts without weight decay, warm-up, the moving average of the weights. */
class WeightSettingsTest {
    private static final Shape SHAPE = Shape.of(4, 4, 1);
    private static final Method LABELS = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));
    private static final Optimizer ADAM = new Adam(new Cosine(0.02));

    /** Two classes: a bright upper or lower half, with noise. */
    private static Samples rows(int count, long seed) {
        float[][] values = new float[count][16];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int pixel = 0; pixel < 16; pixel++) {
                double noise = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i * 16L + pixel)) * 2;
                values[i][pixel] = (float) (noise + (pixel / 8 == labels[i] ? 1 : 0));
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, labels);
    }

    private static Network network() {
        return Network.create(new PlainCnn(List.of(3), true, 1).blueprint(SHAPE, 2), 5);
    }

    private static Training training(int epochs, Optimizer optimizer, Optional<Double> clip, Optional<Double> ema) {
        return new Training(epochs, 16, optimizer, List.of(), List.of(), Optional.empty(), new Never(), clip, ema);
    }

    private static TrainingLoop loop(Network network, Training training, Event.Listener... listeners) {
        Task task = new Task(network, Optional.empty(), LABELS, training, rows(48, 1), rows(30, 2), List.of(), 11);
        return new TrainingLoop(task, List.of(listeners));
    }

    private static Network trained(Training training) {
        Network network = network();
        loop(network, training).run();
        return network;
    }

    /** Three steps of plain descent with rate 1 and gradients of norm 0.001 cannot go further than 0.003. */
    @Test
    void clipping_bounds_the_way_that_the_weights_go() {
        Optimizer descent = new Sgd(new Constant(1), 0, false, 0);
        double free = way(trained(training(1, descent, Optional.empty(), Optional.empty())));
        double clipped = way(trained(training(1, descent, Optional.of(0.001), Optional.empty())));
        assertEquals(true, free > 0.1, "free: " + free);
        assertEquals(true, clipped > 0.001 && clipped <= 0.003 * (1 + 1e-4), "clipped: " + clipped);
    }

    /** From the start, over what is trained; running statistics move by themselves. */
    private static double way(Network network) {
        double squares = 0;
        for (Network.Segment s : network.segments()) {
            if (!List.of("mean", "variance").contains(s.parameter().name())) {
                String name = s.parameter().name();
                squares += Math.pow(
                        network.parameter(s.node(), name).distance2(network().parameter(s.node(), name)), 2);
            }
        }
        return Math.sqrt(squares);
    }

    @Test
    void a_norm_that_is_never_reached_changes_no_bit() {
        assertEquals(
                trained(training(2, ADAM, Optional.empty(), Optional.empty())).parameters(),
                trained(training(2, ADAM, Optional.of(1e6), Optional.empty())).parameters());
    }

    /** One step of plain descent: decay takes {@code rate * decay = 0.25} of the numbers off, or of the weights alone. */
    @Test
    void biases_and_normalisations_can_be_left_without_decay() {
        Network none = afterOneStep(new Sgd(new Constant(0.5), 0, false, 0));
        Network all = afterOneStep(new Sgd(new Constant(0.5), 0, false, 0.5));
        Network weights = afterOneStep(new Sgd(new Constant(0.5), 0, false, 0.5, false));
        assertEquals(none.parameter("norm1", "gamma").sub(0.25), all.parameter("norm1", "gamma"));
        for (Network.Segment s : weights.segments()) {
            String name = s.parameter().name();
            Network expected = name.equals("weight") ? all : none;
            assertEquals(expected.parameter(s.node(), name), weights.parameter(s.node(), name), s.node() + "." + name);
        }
        assertNotEquals(none.parameter("conv1", "weight"), weights.parameter("conv1", "weight"));
    }

    private static Network afterOneStep(Optimizer optimizer) {
        Training once = new Training(1, 48, optimizer, List.of(), List.of(), Optional.empty(), new Never());
        return trained(once);
    }

    /** Three steps an epoch and a warm-up of one epoch: a third, two thirds and all of 0.06. */
    @Test
    void the_first_step_of_a_warm_up_already_learns() {
        List<Double> rates = new ArrayList<>();
        Schedule schedule = new WarmUp(1, new Constant(0.06));
        loop(network(), training(2, new Adam(schedule), Optional.empty(), Optional.empty()), e -> {
                    if (e instanceof Event.StepDone done) {
                        rates.add(done.rate());
                    }
                })
                .run();
        double[] expected = {0.02, 0.04, 0.06, 0.06, 0.06, 0.06};
        for (int i = 0; i < 6; i++) {
            assertEquals(expected[i], rates.get(i), 1e-15, "step " + i);
        }
    }

    @Test
    void an_average_changes_nothing_in_what_is_trained() {
        assertEquals(
                trained(training(3, ADAM, Optional.empty(), Optional.empty())).parameters(),
                trained(training(3, ADAM, Optional.empty(), Optional.of(0.9))).parameters());
    }

    /** The ramp of the first steps keeps 1/10, 2/11 and 3/12. */
    @Test
    void the_average_is_that_of_the_parameters_after_each_step() {
        List<INDArray> after = new ArrayList<>();
        Network network = network();
        INDArray expected = network.copyParameters();
        TrainingState end = loop(network, training(1, ADAM, Optional.empty(), Optional.of(0.99)), e -> {
                    if (e instanceof Event.StepDone) {
                        after.add(network.copyParameters());
                    }
                })
                .run();
        for (int step = 0; step < 3; step++) {
            double kept = (1.0 + step) / (10 + step);
            expected.muli(kept).addi(after.get(step).mul(1 - kept));
        }
        assertEquals(0, expected.distance2(end.average().orElseThrow()), 1e-5);
        assertEquals(after.get(2), end.parameters());
    }

    @Test
    void epochs_are_validated_and_selected_with_the_average() {
        List<TrainingState> states = new ArrayList<>();
        List<Assessment> told = new ArrayList<>();
        TrainingState end = loop(network(), training(8, ADAM, Optional.empty(), Optional.of(0.9)), e -> {
                    if (e instanceof Event.EpochDone done) {
                        states.add(copy(done.state()));
                        told.add(done.validation());
                    }
                })
                .run();
        Network answering = network();
        Evaluator validation = Evaluator.of(rows(30, 2), List.of(), Optional.empty());
        for (int epoch = 0; epoch < 8; epoch++) {
            answering.setParameters(states.get(epoch).average().orElseThrow());
            assertEquals(validation.evaluate(answering), told.get(epoch), "epoch " + epoch);
            answering.setParameters(states.get(epoch).parameters());
            assertNotEquals(validation.evaluate(answering), told.get(epoch), "epoch " + epoch);
        }
        assertEquals(states.get(end.best().epoch() - 1).average().orElseThrow(), end.bestParameters());
        assertEquals(end.average().orElseThrow(), end.result());
    }

    @Test
    void goes_on_from_any_epoch_to_the_same_bits() {
        Training training = training(5, ADAM, Optional.of(0.5), Optional.of(0.95));
        List<TrainingState> states = new ArrayList<>();
        TrainingState straight = loop(network(), training, e -> {
                    if (e instanceof Event.EpochDone done) {
                        states.add(copy(done.state()));
                    }
                })
                .run();
        for (TrainingState state : states) {
            TrainingLoop later = loop(network(), training);
            later.resume(state);
            TrainingState end = later.run();
            assertEquals(straight.parameters(), end.parameters(), "from epoch " + state.epoch());
            assertEquals(straight.bestParameters(), end.bestParameters());
            assertEquals(straight.average(), end.average());
            assertEquals(straight.best(), end.best());
        }
    }

    @Test
    void a_state_of_another_kind_of_training_is_refused() {
        TrainingState plain = loop(network(), training(1, ADAM, Optional.empty(), Optional.empty()))
                .run();
        TrainingState averaged = loop(network(), training(1, ADAM, Optional.empty(), Optional.of(0.9)))
                .run();
        refused("has no average of the weights, the training keeps one (key ema)", plain, Optional.of(0.9));
        refused("has an average of the weights, the training keeps none (key ema)", averaged, Optional.empty());
    }

    private static void refused(String part, TrainingState state, Optional<Double> ema) {
        TrainingLoop loop = loop(network(), training(2, ADAM, Optional.empty(), ema));
        String message =
                assertThrows(RunException.class, () -> loop.resume(state)).getMessage();
        assertEquals(
                "the state to go on from " + part
                        + ". Go on with the settings that the state was made with, or begin at the first step.",
                message);
    }

    private static TrainingState copy(TrainingState s) {
        return new TrainingState(
                s.epoch(),
                s.step(),
                s.best(),
                s.parameters().dup(),
                s.optimizer().map(INDArray::dup),
                s.bestParameters().dup(),
                s.average().map(INDArray::dup));
    }
}
