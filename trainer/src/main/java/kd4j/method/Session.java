package kd4j.method;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A method at work in one training. For each step {@link #enter} comes first, then the taps are asked for, then the objective;
 * {@link #done} ends the step. Used by one thread.
 */
public interface Session extends AutoCloseable {
    /**
     * Changes what the student begins with. Called once, before {@link #start}; a training that goes on takes over the
     * parameters of its state afterwards.
     *
     * @param student the student with its first parameters
     * @param teacher the teacher's network, not to be changed; empty where the teacher is none of KD4J's
     * @throws MethodException when it does not fit the student
     */
    default void prepare(Network student, Optional<Network> teacher) {}

    /**
     * The training begins or goes on.
     *
     * @param parameters the student's parameters before the next step; not to be changed
     */
    default void start(INDArray parameters) {}

    /** Goes to a step. */
    default void enter(Step step) {}

    /** Student taps that are wanted in this step. */
    Set<String> studentTaps();

    /** Teacher taps that are wanted in this step; empty where no teacher is needed. */
    Set<String> teacherTaps();

    /** Teacher taps that are wanted in any step. */
    default Set<String> everyTeacherTap() {
        return teacherTaps();
    }

    /** The objective of one step and its gradients. */
    Term evaluate(Signals signals);

    /**
     * How hard each term of the last {@link #evaluate} pulls at the student, by the name of its part: the L2 norm of its weighted
     * gradients at all arrays of the student that it reads. Nothing where nobody measures it.
     */
    default Map<String, Double> pulls() {
        return Map.of();
    }

    /** Networks that are trained along with the student and are no part of it, such as adapters; always the same ones, by name. */
    default Map<String, Network> helpers() {
        return Map.of();
    }

    /** Names of the helpers that the last {@link #evaluate} found gradients for; they take the step that the student takes. */
    default Set<String> taught() {
        return Set.of();
    }

    /**
     * What else the next steps depend on, by name: vectors {@code [n]} of 32-bit floats, the arrays themselves. A checkpoint copies
     * them, resuming assigns into them.
     */
    default Map<String, INDArray> memory() {
        return Map.of();
    }

    /** Patterns of parameters of the student, {@code layer.parameter}, that stay as they are in this step. */
    default List<String> frozen() {
        return List.of();
    }

    /**
     * A part of a training, as shares of it.
     *
     * @param from where it begins, from 0
     * @param to where it ends, at most 1
     */
    record Span(double from, double to) {
        /** All of it. */
        public static final Span WHOLE = new Span(0, 1);
    }

    /** What the schedule of the learning rate goes over in this step: it begins with this span and counts its epochs. */
    default Span ofRate() {
        return Span.WHOLE;
    }

    /**
     * Whether the student's optimiser begins anew with this step, because parameters are trained from now on that were not
     * before: what it knows of the others is of another objective, and its corrections for the first steps would miss the new ones.
     */
    default boolean restarts() {
        return false;
    }

    /**
     * A step has been taken.
     *
     * @param parameters the student's parameters behind it; not to be changed
     */
    default void done(INDArray parameters) {}

    /** Frees the helpers. */
    @Override
    void close();
}
