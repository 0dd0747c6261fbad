package kd4j.track;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Event files for TensorBoard: {@code tensorboard --logdir runs}. Each training has one, with the objective, its terms, their shares of
 * the gradients, the validation figures and the learning rate at the step that ended an epoch; the run has one with recipe and
 * verdict as texts. A run that goes on appends where it was stopped, without a step twice.
 *
 * @param histograms every how many epochs the parameters and gradients of each layer are written as histograms; 0 for never. The
 *     gradients are those of the epoch's last step, before clipping
 */
@Component("tensorboard")
public record TensorBoard(@Default("0") int histograms) implements Log {
    public TensorBoard {
        Require.that(histograms >= 0, "histograms", histograms, "an integer >= 0");
    }
}
