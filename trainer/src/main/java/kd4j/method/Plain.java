package kd4j.method;

import java.util.List;
import kd4j.component.Component;

/**
 * Trains the student on one weighted sum of losses from the first step to the last. With {@code cross-entropy} and {@code
 * soft-targets} it is the method of Hinton, Vinyals and Dean, arXiv 1503.02531; with {@code cross-entropy} alone it is training
 * without a teacher.
 *
 * @param objective the losses and their weights, at least one with a weight > 0
 */
@Component("plain")
public record Plain(List<WeightedLoss> objective) implements Method {
    public Plain {
        objective = List.copyOf(objective);
        Objectives.check(objective);
    }

    @Override
    public Session begin(Context context) {
        return Objectives.begin(objective, context);
    }
}
