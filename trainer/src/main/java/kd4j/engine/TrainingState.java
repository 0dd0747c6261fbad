package kd4j.engine;

import java.util.Optional;
import kd4j.compress.Progress;
import kd4j.metric.Assessment;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that must be kept to go on with a training as if it had never stopped. Order, augmentation and dropout are functions of
 * the seed and of {@code epoch} and {@code step}, so nothing else has a state.
 *
 * @param epoch epochs done
 * @param step steps done
 * @param best the best validation figures so far
 * @param parameters the network's parameters
 * @param optimizer the optimiser's state; empty where it has none
 * @param bestParameters what {@link #result} was after the best epoch
 * @param average the moving average of the parameters; empty where the training keeps none
 * @param session what the method keeps
 * @param progress how far the plan of compression has come
 */
public record TrainingState(
        int epoch,
        long step,
        Best best,
        INDArray parameters,
        Optional<INDArray> optimizer,
        INDArray bestParameters,
        Optional<INDArray> average,
        SessionState session,
        Progress progress) {
    /** The state of a training without a plan of compression. */
    public TrainingState(
            int epoch,
            long step,
            Best best,
            INDArray parameters,
            Optional<INDArray> optimizer,
            INDArray bestParameters,
            Optional<INDArray> average,
            SessionState session) {
        this(epoch, step, best, parameters, optimizer, bestParameters, average, session, Progress.NONE);
    }

    /** The state of a training whose method keeps nothing. */
    public TrainingState(
            int epoch,
            long step,
            Best best,
            INDArray parameters,
            Optional<INDArray> optimizer,
            INDArray bestParameters,
            Optional<INDArray> average) {
        this(epoch, step, best, parameters, optimizer, bestParameters, average, SessionState.NONE);
    }

    /** The state of a training that keeps no average. */
    public TrainingState(
            int epoch,
            long step,
            Best best,
            INDArray parameters,
            Optional<INDArray> optimizer,
            INDArray bestParameters) {
        this(epoch, step, best, parameters, optimizer, bestParameters, Optional.empty());
    }

    /** With copies of its arrays, which outlives the next step. */
    public TrainingState copy() {
        return new TrainingState(
                epoch,
                step,
                best,
                parameters.dup(),
                optimizer.map(INDArray::dup),
                bestParameters.dup(),
                average.map(INDArray::dup),
                session.copy(),
                progress.copy());
    }

    /** The parameters that the network is validated and used with: their average where there is one. */
    public INDArray result() {
        return average.orElse(parameters);
    }

    /**
     * The figures that the best epoch is chosen by.
     *
     * @param epoch from 1; 0 before the first epoch has ended
     * @param choice {@link Assessment#choice} on the validation rows, such as their errors
     * @param tieBreak {@link Assessment#tieBreak}, such as the mean negative log-likelihood
     */
    public record Best(int epoch, double choice, double tieBreak) {
        static final Best NONE = new Best(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean beatenBy(Assessment other) {
            return other.choice() < choice || (other.choice() == choice && other.tieBreak() < tieBreak);
        }
    }
}
