package kd4j.loss.course;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Require;

/**
 * A number that jumps from one value to the next.
 *
 * @param values the numbers in order, one more than there are jumps
 * @param at shares of the training after which it jumps, growing, above 0 and below 1
 */
@Component("levels")
public record Levels(List<Double> values, List<Double> at) implements Course {
    public Levels {
        values = List.copyOf(values);
        at = List.copyOf(at);
        Require.that(
                !values.isEmpty() && values.stream().allMatch(v -> Double.isFinite(v)),
                "values",
                values,
                "one or more finite numbers");
        Require.that(at.size() == values.size() - 1, "at", at, "as many shares as there are values, less one");
        for (int i = 0; i < at.size(); i++) {
            double least = i == 0 ? 0 : at.get(i - 1);
            Require.that(
                    at.get(i) > least && at.get(i) < 1,
                    "at",
                    at,
                    "growing shares of the training, above 0 and below 1");
        }
    }

    @Override
    public double at(double progress) {
        return values.get((int) at.stream().filter(share -> progress >= share).count());
    }

    @Override
    public double least() {
        return values.stream().mapToDouble(v -> v).min().orElseThrow();
    }
}
