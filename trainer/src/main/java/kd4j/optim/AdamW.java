package kd4j.optim;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam whose weight decay acts on the parameters, not through the gradient. Source: Loshchilov and Hutter, arXiv 1711.05101.
 *
 * @param rate the learning rate
 * @param beta1 share of the running mean that is kept, from 0 to below 1
 * @param beta2 share of the running mean square that is kept, from 0 to below 1
 * @param epsilon number that keeps the division finite, > 0
 * @param weightDecay share of each parameter, times the rate, that is taken off in a step, >= 0
 * @param decayNormAndBias whether weight decay also applies to biases and to the scales and shifts of normalisations; often it
 *     does not, because these are few and shrinking them does not make a network simpler
 */
@Component("adamw")
public record AdamW(
        @Default("{type: constant, rate: 0.001}") Schedule rate,
        @Default("0.9") double beta1,
        @Default("0.999") double beta2,
        @Default("1e-8") double epsilon,
        @Default("0.01") double weightDecay,
        @Default("true") boolean decayNormAndBias)
        implements Optimizer {
    public AdamW {
        Moments.check(beta1, beta2, epsilon, weightDecay);
    }

    /** Weight decay on all trained parameters. */
    public AdamW(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay) {
        this(rate, beta1, beta2, epsilon, weightDecay, true);
    }

    @Override
    public int stateArrays() {
        return 2;
    }

    @Override
    public Updater begin(INDArray parameters, Optional<INDArray> decayed) {
        Decay decay = Decay.of(weightDecay, parameters, decayed);
        return new OnePass(
                new Moments(
                        parameters, (g, learningRate) -> decay.shrink(parameters, learningRate), beta1, beta2, epsilon),
                parameters,
                decay,
                (learningRate, step) -> AdamRule.of(false, beta1, beta2, epsilon, learningRate, step));
    }
}
