package kd4j.optim;

import java.util.Optional;
import java.util.function.BiConsumer;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What {@link Adam} and {@link AdamW} share, and their step in ND4J's operations: nine passes over memory without a third
 * array, where the gradients' room serves for what is in between. ND4J's own updater is not used: it adds epsilon before the correction of the mean square, and it corrects in floats, which costs four digits in the first steps.
 */
final class Moments implements Updater {
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
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    /** Refuses settings outside their range. */
    static void check(double beta1, double beta2, double epsilon, double weightDecay) {
        Require.fraction("beta1", beta1);
        Require.fraction("beta2", beta2);
        Require.positive("epsilon", epsilon);
        Require.notNegative("weight-decay", weightDecay);
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
        remember(gradients);
        // mean / (sqrt(square) / root + epsilon), with the root taken out of the fraction
        Nd4j.getExecutioner().exec(new Sqrt(square, gradients));
        mean.divi(gradients.addi(epsilon * root), gradients);
        Decay.add(-rate * root / (1 - Math.pow(beta1, step + 1.0)), gradients, parameters);
    }

    private void remember(INDArray gradients) {
        Decay.add(1 - beta1, gradients, mean.muli(beta1));
        Decay.add(1 - beta2, gradients.muli(gradients), square.muli(beta2));
    }
}
