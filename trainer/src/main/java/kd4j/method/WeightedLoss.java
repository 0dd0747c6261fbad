package kd4j.method;

import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.loss.Loss;

/**
 * One summand of an objective.
 *
 * @param weight what the loss is multiplied with, >= 0
 * @param loss the loss
 */
@Section
public record WeightedLoss(@Default("1.0") double weight, Loss loss) {
    public WeightedLoss {
        Require.notNegative("weight", weight);
    }
}
