package kd4j.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Components;
import kd4j.engine.Event;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.model.Network;
import kd4j.optim.Constant;
import kd4j.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every step of a plan must keep; a test of a kind of compression implements this and hands over the step, whose turns lie
 * within {@link Trainings#EPOCHS} epochs. If this passes for a new kind, the training loop has nothing to fear from it.
 */
public interface CompressionContract {
    /** The step under test. */
    Compression compression();

    /** The same with this schedule. */
    Compression with(EpochSchedule schedule);

    /** The same for these layers. */
    Compression with(List<String> layers);

    /**
     * Fails unless numbers have the form that the step wants behind its last turn.
     *
     * @param vector in the order of the network's parameters
     */
    void mustHaveForm(Network network, INDArray vector);

    @Test
    default void itsKeysGiveItBack() {
        assertEquals(compression(), Components.restore(Compression.class, Components.describe((Record) compression())));
    }

    @Test
    default void itReallyHappensAndIsNamedAsInRecipes() {
        TrainingLoop loop = Trainings.loop(List.of(compression()), Trainings.adam());
        loop.run();
        Outcome outcome = loop.outcomes().get(0);
        assertTrue(outcome.happened(), outcome.sentence());
        assertEquals(compression().getClass().getAnnotation(Component.class).value(), outcome.step());
    }

    /** As an untouched network shows. */
    @Test
    default void whatDidNotHappenIsTold() {
        Compressing plan = Compressing.begin(List.of(compression()), Trainings.setting());
        Network untouched = Trainings.student();
        plan.adopt(untouched);
        assertTrue(!plan.outcomes(untouched).get(0).happened());
    }

    /** Parameters behind every step; averages and the optimiser's state behind every epoch. */
    @Test
    default void keepsItsFormBehindEveryStep() {
        for (var optimizer : List.of(Trainings.adam(), new Sgd(new Constant(0.05), 0.9, true, 0.01))) {
            TrainingLoop[] loop = new TrainingLoop[1];
            int[] seen = new int[1];
            Compressing plan = Compressing.begin(List.of(compression()), Trainings.setting());
            loop[0] = Trainings.loop(List.of(compression()), optimizer, event -> {
                Network network = loop[0].network();
                if (event instanceof Event.StepDone done) {
                    long steps = (long) (done.epoch() - 1) * Trainings.STEPS + done.step();
                    if (plan.settled(steps)) {
                        mustHaveForm(network, network.parameters());
                        seen[0]++;
                    }
                } else if (event instanceof Event.EpochDone done
                        && plan.settled(done.state().step())) {
                    INDArray state = done.state().optimizer().orElseThrow();
                    long length = network.parameters().length();
                    for (long at = 0; at < state.length(); at += length) {
                        mustHaveForm(
                                network, state.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(at, at + length)));
                    }
                    mustHaveForm(network, done.state().average().orElseThrow());
                }
            });
            loop[0].run();
            assertTrue(seen[0] > 0, "it has a last turn in the training");
        }
    }

    @Test
    default void goesOnFromAnyEpochToTheSameBits() {
        List<TrainingState> states = Trainings.states(List.of(compression()));
        TrainingState straight = states.get(states.size() - 1);
        for (TrainingState state : states) {
            TrainingLoop later = Trainings.loop(List.of(compression()), Trainings.adam());
            later.resume(state);
            TrainingState end = later.run();
            assertEquals(straight.parameters(), end.parameters(), "from epoch " + state.epoch());
            assertEquals(straight.optimizer(), end.optimizer());
            assertEquals(straight.average(), end.average());
            assertEquals(straight.bestParameters(), end.bestParameters());
            assertEquals(straight.best(), end.best());
            assertEquals(straight.progress(), end.progress());
        }
    }

    @Test
    default void givesTheSameBitsForTheSameSeedAndStaysFinite() {
        INDArray first = last(List.of(compression()));
        assertEquals(first, last(List.of(compression())));
        assertNotEquals(first, last(List.of()));
        assertTrue(Double.isFinite(first.sumNumber().doubleValue()));
    }

    private static INDArray last(List<Compression> plan) {
        List<TrainingState> states = Trainings.states(plan);
        return states.get(states.size() - 1).parameters();
    }

    @Test
    default void refusesAScheduleThatDoesNotFitTheTraining() {
        Compression late = with(EpochSchedule.at(Trainings.EPOCHS));
        CompressException e =
                assertThrows(CompressException.class, () -> Compressing.begin(List.of(late), Trainings.setting()));
        assertTrue(
                e.getMessage().contains("compress[0] (%s): schedule: ".formatted(Compressing.name(late)))
                        && e.getMessage().contains("the training has 5 epochs"),
                e.getMessage());
    }

    @Test
    default void refusesLayersThatAreNotThere() {
        Compression lost = with(List.of("convv1"));
        CompressException e =
                assertThrows(CompressException.class, () -> Compressing.begin(List.of(lost), Trainings.setting()));
        assertTrue(e.getMessage().contains("'convv1'. Did you mean 'conv1'?"), e.getMessage());
    }

    /** One turn a step, from the middle of the second epoch; the optional end of the schedule where there is one. */
    default EpochSchedule early() {
        return new EpochSchedule(
                1.5, Optional.of(3.0), Optional.of(0.5), EpochSchedule.Unit.EPOCHS, EpochSchedule.FineTuning.METHOD);
    }
}
