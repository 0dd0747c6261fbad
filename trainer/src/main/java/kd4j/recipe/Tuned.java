package kd4j.recipe;

import kd4j.component.Require;
import kd4j.component.Section;

/**
 * What was spent on finding a recipe's values. Runs are ranked beside each other only where it is the same: the best of fifty trials
 * is better than one that was not searched for, whatever its method.
 *
 * @param trials how many settings were tried
 * @param epochs epochs of students that these trials could train in all
 */
@Section
public record Tuned(int trials, long epochs) {
    public Tuned {
        Require.positive("trials", trials);
        Require.that(epochs > 0, "epochs", epochs, "an integer >= 1");
    }
}
