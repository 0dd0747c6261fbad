package kd4j.optim;

import kd4j.component.Component;

/** All epochs are trained. */
@Component("never")
public record Never() implements Stop {
    @Override
    public boolean now(int epoch, int bestEpoch) {
        return false;
    }
}
