package kd4j.loss.course;

import kd4j.component.Component;
import kd4j.component.Require;

/**
 * The same number all the time.
 *
 * @param value the number
 */
@Component("fixed")
public record Fixed(double value) implements Course {
    public Fixed {
        Require.that(Double.isFinite(value), "value", value, "a finite number");
    }

    @Override
    public double at(double progress) {
        return value;
    }

    @Override
    public double least() {
        return value;
    }
}
