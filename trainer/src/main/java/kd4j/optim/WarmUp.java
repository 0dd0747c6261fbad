package kd4j.optim;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * A rate that grows in a straight line from 0 to what another schedule says, and then follows that schedule, which starts
 * when the warm-up has ended.
 *
 * @param epochs length of the warm-up, > 0; may be a fraction of an epoch
 * @param then the schedule that follows
 */
@Component("warm-up")
public record WarmUp(double epochs, Schedule then) implements Schedule {
    public WarmUp {
        Require.positive("epochs", epochs);
    }

    @Override
    public double at(double epoch, double total) {
        double rest = Math.max(total - epochs, 0);
        return epoch < epochs ? then.at(0, rest) * epoch / epochs : then.at(epoch - epochs, rest);
    }
}
