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
 */
@Component("sgd")
public record Sgd(
        @Default("{type: constant, rate: 0.1}") Schedule rate,
        @Default("0.9") double momentum,
        @Default("false") boolean nesterov,
        @Default("0.0") double weightDecay)
        implements Optimizer {
    public Sgd {
        Require.fraction("momentum", momentum);
        Require.that(!nesterov || momentum > 0, "nesterov", nesterov, "true only with a momentum > 0");
        Require.notNegative("weight-decay", weightDecay);
    }

    @Override
    public int stateArrays() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public Updater begin(INDArray parameters, Optional<INDArray> decayed) {
        Optional<INDArray> velocity = momentum == 0 ? Optional.empty() : Optional.of(Moments.zeros(parameters, 1));
        return new Momentum(this, Decay.of(weightDecay, parameters, decayed), parameters, velocity);
    }
}
