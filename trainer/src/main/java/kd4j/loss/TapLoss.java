package kd4j.loss;

import java.util.Set;

/** A loss of what both networks gave at one inner tap, {@link Outputs#TAP}, which a recipe binds with {@code at}. */
interface TapLoss extends Loss {
    @Override
    default Set<String> studentTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    default Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }
}
