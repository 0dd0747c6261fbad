package kd4j.optim;

import java.util.List;
import kd4j.component.Require;
import kd4j.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential moving average of a network's parameters over the steps of a training: {@code average = d * average + (1 - d) *
 * parameters} after each step, with {@code d = min(decay, (1 + t) / (10 + t))} and {@code t} the steps done before, so that the
 * numbers from before the training are soon forgotten. Running statistics of normalisations stand among the parameters and are
 * averaged as well: then they belong to the averaged weights, not to the last ones. Sources: Polyak and Juditsky, SIAM Journal on
 * Control and Optimization 30, 1992; the growing decay is that of TensorFlow's {@code ExponentialMovingAverage}; statistics are
 * averaged as in Tan and Le, arXiv 1905.11946.
 */
public final class WeightAverage {
    private final double decay;
    private final INDArray average;
    private final List<Decay.Stretch> everywhere;
    private final Pass pass;

    /**
     * Begins with a copy of the parameters.
     *
     * @param decay the largest share of the average that is kept in a step, from 0 to below 1
     * @param parameters {@code [n]} floats or doubles, not changed
     */
    public WeightAverage(double decay, INDArray parameters) {
        Require.fraction("ema", decay);
        Decay.vector("parameters", parameters, parameters);
        this.decay = decay;
        average = Moments.zeros(parameters, 1).assign(parameters);
        everywhere = Decay.NONE.stretches(parameters.length());
        pass = Pass.sideBySide(parameters.dataType(), 2);
    }

    /** The average itself, {@code [n]}: a checkpoint copies it, resuming assigns into it. */
    public INDArray numbers() {
        return average;
    }

    /**
     * Takes in the parameters after a step.
     *
     * @param parameters {@code [n]}, not changed
     * @param step steps done before that one
     * @throws kd4j.component.ShapeException when they are another vector than at the beginning
     */
    public void add(INDArray parameters, long step) {
        Decay.vector("parameters to average", parameters, average);
        double fresh = 1 - Math.min(decay, (1.0 + step) / (10.0 + step));
        if (HostMemory.holds(parameters) && HostMemory.holds(average)) {
            pass.run(new Mixing(fresh), everywhere, parameters, average);
        } else {
            average.muli(1 - fresh);
            Decay.add(fresh, parameters, average);
        }
    }

    /** Moves the second row towards the first. */
    private record Mixing(double fresh) implements Rule {
        @Override
        public void apply(float[][] rows, int n, double decay) {
            float[] p = rows[0];
            float[] mean = rows[1];
            float share = (float) fresh;
            for (int i = 0; i < n; i++) {
                mean[i] += share * (p[i] - mean[i]);
            }
        }

        @Override
        public void apply(double[][] rows, int n, double decay) {
            double[] p = rows[0];
            double[] mean = rows[1];
            for (int i = 0; i < n; i++) {
                mean[i] += fresh * (p[i] - mean[i]);
            }
        }
    }
}
