package kd4j.optim;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * A rate that is multiplied by a factor at certain epochs, the usual schedule of residual networks on CIFAR.
 *
 * @param rate the rate at the start, > 0
 * @param at epochs after which the rate changes, growing
 * @param factor what the rate is multiplied with each time, > 0
 */
@Component("steps")
public record Steps(double rate, List<Double> at, @Default("0.1") double factor) implements Schedule {
    public Steps {
        Require.positive("rate", rate);
        Require.positive("factor", factor);
        at = List.copyOf(at);
        for (int i = 0; i < at.size(); i++) {
            Require.that(
                    at.get(i) > (i == 0 ? 0 : at.get(i - 1)), "at", at, "epochs > 0, each larger than the one before");
        }
    }

    @Override
    public double at(double epoch, double epochs) {
        double passed = at.stream().filter(e -> epoch >= e).count();
        return rate * Math.pow(factor, passed);
    }
}
