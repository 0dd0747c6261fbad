package kd4j.optim;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * The same rate all the time.
 *
 * @param rate the rate, > 0
 */
@Component("constant")
public record Constant(double rate) implements Schedule {
    public Constant {
        Require.positive("rate", rate);
    }

    @Override
    public double at(double epoch, double epochs) {
        return rate;
    }
}
