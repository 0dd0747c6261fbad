package kd4j.optim;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * Stops when the validation figure has not improved for some epochs.
 *
 * @param epochs epochs without improvement after which training ends, 1 or more
 */
@Component("patience")
public record Patience(int epochs) implements Stop {
    public Patience {
        Require.positive("epochs", epochs);
    }

    @Override
    public boolean now(int epoch, int bestEpoch) {
        return epoch - bestEpoch >= epochs;
    }
}
