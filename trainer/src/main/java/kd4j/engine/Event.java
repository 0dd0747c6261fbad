package kd4j.engine;

import java.util.List;
import java.util.Map;
import kd4j.loss.Part;
import kd4j.loss.Term;
import kd4j.metric.Assessment;
import kd4j.model.Network;

/** What a training says on its way. Listeners run in the training's thread, in the order in which they were added. */
public sealed interface Event {
    /**
     * Training begins or goes on.
     *
     * @param epochsDone 0, or the epochs of the state that is resumed
     * @param epochs epochs in all
     * @param stepsPerEpoch steps of each epoch
     */
    record Started(int epochsDone, int epochs, int stepsPerEpoch) implements Event {}

    /**
     * The gradients of a step are known, and no parameter has changed yet.
     *
     * @param epoch from 1
     * @param step from 1, within the epoch
     * @param steps steps of each epoch
     * @param network whose {@link Network#gradients} are the mean over the batch before clipping, 0 in frozen layers; to be read now,
     *     since they are overwritten
     */
    record GradientsFound(int epoch, int step, int steps, Network network) implements Event {}

    /**
     * A step is done.
     *
     * @param epoch from 1
     * @param step from 1, within the epoch
     * @param term the objective before the step
     * @param rate the learning rate of the step
     */
    record StepDone(int epoch, int step, Term term, double rate) implements Event {}

    /**
     * An epoch is done and validated.
     *
     * @param epoch from 1
     * @param objective mean of the objective over the epoch's rows
     * @param parts means of its parts, each over the steps that had it, with the weight of the last one
     * @param rate the learning rate of the epoch's last step
     * @param pulls how hard each part pulls at the student: its mean share of the L2 norms of all parts' gradients at the student's
     *     arrays, from 0 to 1; empty where the method does not measure it
     * @param validation the network on the validation rows
     * @param seconds time of the epoch's steps
     * @param teacherSeconds the teacher's share of it
     * @param waitSeconds the share of it in which a step waited for its batch
     * @param state the state to go on from; its arrays change with the next step
     */
    record EpochDone(
            int epoch,
            double objective,
            List<Part> parts,
            double rate,
            Map<String, Double> pulls,
            Assessment validation,
            double seconds,
            double teacherSeconds,
            double waitSeconds,
            TrainingState state)
            implements Event {}

    /**
     * Training has ended, by its last epoch or by its stop rule.
     *
     * @param state the last state
     */
    record Finished(TrainingState state) implements Event {}

    /**
     * Something that people should look at; the training goes on.
     *
     * @param text what it is and what to do, a sentence or two
     */
    record Alarm(String text) implements Event {}

    /** Hears events. */
    @FunctionalInterface
    interface Listener {
        void on(Event event);
    }
}
