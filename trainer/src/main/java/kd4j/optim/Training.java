package kd4j.optim;

import java.util.List;
import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.data.Transform;

/**
 * How long and how a network is trained.
 *
 * @param epochs passes over the training rows
 * @param batch rows in a step; the last step of an epoch takes what is left
 * @param optimizer the rule that changes the parameters
 * @param augment random changes of the training rows, applied in this order after the data's own transforms
 * @param omit numbers of classes whose rows are left out of the training rows; validation and test keep them
 * @param maxNorm largest L2 norm of the weights into one unit of a dense layer; longer ones are scaled down after each step
 * @param stop when to end early
 * @param clip largest L2 norm of all gradients together, before weight decay and the optimiser; larger ones are scaled down to it
 *     (clipping by global norm)
 * @param ema decay of an exponential moving average of the weights and running statistics, from 0 to below 1, such as 0.999,
 *     smaller in the first steps; with it the averages are validated, selected, tested and exported, while the weights
 *     themselves go on being trained
 */
@Section
public record Training(
        int epochs,
        @Default("64") int batch,
        @Default("{type: adam}") Optimizer optimizer,
        @Default("[]") List<Transform> augment,
        @Default("[]") List<Integer> omit,
        Optional<Double> maxNorm,
        @Default("{type: never}") Stop stop,
        Optional<Double> clip,
        Optional<Double> ema) {
    public Training {
        Require.positive("epochs", epochs);
        Require.positive("batch", batch);
        augment = List.copyOf(augment);
        omit = List.copyOf(omit);
        omit.forEach(c -> Require.that(c >= 0, "omit", c, "class numbers from 0"));
        maxNorm.ifPresent(norm -> Require.positive("max-norm", norm));
        clip.ifPresent(norm -> Require.positive("clip", norm));
        ema.ifPresent(decay -> Require.fraction("ema", decay));
    }

    /** Gradients and weights as they are, without clipping and averaging. */
    public Training(
            int epochs,
            int batch,
            Optimizer optimizer,
            List<Transform> augment,
            List<Integer> omit,
            Optional<Double> maxNorm,
            Stop stop) {
        this(epochs, batch, optimizer, augment, omit, maxNorm, stop, Optional.empty(), Optional.empty());
    }

    /** All rows as they are, 64 in a step, to the last epoch. */
    public Training(int epochs, Optimizer optimizer) {
        this(epochs, 64, optimizer, List.of(), List.of(), Optional.empty(), new Never());
    }
}
