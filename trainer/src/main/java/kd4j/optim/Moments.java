package kd4j.optim;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The arithmetic that {@link Adam} and {@link AdamW} share. ND4J's updater leaves the root of the mean square without its bias
 * correction when it adds epsilon, and corrects the bias in floats, which costs four digits in the first steps. Here both
 * corrections are made in doubles and handed over within rate and epsilon; a late step number switches the updater's own off.
 */
final class Moments implements Updater {
    private static final int LATE = 1 << 30;

    private final INDArray parameters;
    private final BiConsumer<INDArray, Double> decay;
    private final INDArray state;
    private final INDArray mean;
    private final INDArray square;
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    /** With a decay of the parameters that is done before each step, given gradients and rate. */
    Moments(INDArray parameters, BiConsumer<INDArray, Double> decay, double beta1, double beta2, double epsilon) {
        this.parameters = parameters;
        this.decay = decay;
        long n = parameters.length();
        state = zeros(parameters, 2);
        mean = state.get(NDArrayIndex.interval(0, n));
        square = state.get(NDArrayIndex.interval(n, 2 * n));
        this.beta1 = asUsed(beta1, parameters);
        this.beta2 = asUsed(beta2, parameters);
        this.epsilon = epsilon;
    }

    /** A state that outlives the step it was made in. */
    @SuppressWarnings("try") // the scope is used by being open
    static INDArray zeros(INDArray parameters, int arrays) {
        try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.zeros(parameters.dataType(), arrays * parameters.length());
        }
    }

    @Override
    public Optional<INDArray> state() {
        return Optional.of(state);
    }

    /** {@code parameters -= rate * mean / (1 - beta1^t) / (sqrt(square / (1 - beta2^t)) + epsilon)}, {@code t} from 1. */
    @Override
    public void step(INDArray gradients, double rate, long step) {
        Decay.vector("gradients", gradients, parameters);
        decay.accept(gradients, rate);
        double root = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
        double corrected = rate * root / (1 - Math.pow(beta1, step + 1.0));
        Nd4j.exec(new AdamUpdater(gradients, square, mean, corrected, beta1, beta2, epsilon * root, LATE));
        Decay.add(-1, gradients, parameters);
    }

    /** The corrections must use the number that the arithmetic uses: 0.999 is not 0.999 as a float. */
    private static double asUsed(double beta, INDArray parameters) {
        return parameters.dataType() == DataType.DOUBLE ? beta : (float) beta;
    }
}
