package kd4j.search;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One setting and what came of it.
 *
 * @param point a position for each axis
 * @param values what each key is
 * @param figure what came of it, the lower the better; empty where it failed
 */
public record Trial(double[] point, Map<String, String> values, OptionalDouble figure) {
    /** The same with its figure. */
    public Trial with(OptionalDouble found) {
        return new Trial(point, values, found);
    }
}
