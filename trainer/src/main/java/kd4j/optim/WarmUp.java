package kd4j.optim;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * A rate that grows in a straight line to what another schedule says, and then follows that schedule, which starts when the
 * warm-up has ended. The first step of a warm-up of {@code n} steps has {@code 1 / n} of that rate, the last one all of it, so
 * that no step has rate 0. Source: Goyal et al., arXiv 1706.02677, section 2.2, here from one step's share instead of a chosen rate.
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
        return at(epoch, total, 0);
    }

    @Override
    public double at(double epoch, double total, double step) {
        double rest = Math.max(total - epochs, 0);
        return epoch < epochs
                ? then.at(0, rest, step) * Math.min(1, (epoch + step) / epochs)
                : then.at(epoch - epochs, rest, step);
    }
}
