package kd4j.optim;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it: {@code g = gradient + weightDecay * p}, {@code v = momentum *
 * v + g}, {@code p = p - rate * v}, or with Nesterov's look-ahead {@code p = p - rate * (g + momentum * v)}. Source: Sutskever et
 * al., ICML 2013.
 *
 * @param rate the learning rate
 * @param momentum share of the last change that is kept, from 0 to below 1
 * @param nesterov whether the gradient is taken one step ahead
 * @param weightDecay share of each parameter that is added to its gradient, >= 0
 * @param decayNormAndBias whether weight decay also applies to biases and to the scales and shifts of normalisations; often it
 *     does not, because these are few and shrinking them does not make a network simpler
 */
@Component("sgd")
public record Sgd(
        @Default("{type: constant, rate: 0.1}") Schedule rate,
        @Default("0.9") double momentum,
        @Default("false") boolean nesterov,
        @Default("0.0") double weightDecay,
        @Default("true") boolean decayNormAndBias)
        implements Optimizer {
    public Sgd {
        Require.fraction("momentum", momentum);
        Require.that(!nesterov || momentum > 0, "nesterov", nesterov, "true only with a momentum > 0");
        Require.notNegative("weight-decay", weightDecay);
    }

    /** Weight decay on all trained parameters. */
    public Sgd(Schedule rate, double momentum, boolean nesterov, double weightDecay) {
        this(rate, momentum, nesterov, weightDecay, true);
    }

    @Override
    public int stateArrays() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public Updater begin(INDArray parameters, Optional<INDArray> decayed) {
        Decay decay = Decay.of(weightDecay, parameters, decayed);
        if (momentum == 0) {
            // One call of BLAS, two with decay: quicker than chunks through the heap.
            return new Momentum(this, decay, parameters, Optional.empty());
        }
        return new OnePass(
                new Momentum(this, decay, parameters, Optional.of(Moments.zeros(parameters, 1))),
                parameters,
                decay,
                (learningRate, step) -> SgdRule.of(momentum, nesterov, learningRate));
    }
}
