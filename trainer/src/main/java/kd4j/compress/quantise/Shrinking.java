package kd4j.compress.quantise;

import java.util.function.ToDoubleFunction;
import kd4j.model.quantise.Grid;

/** Tries grids that cover ever less of what was seen. */
final class Shrinking {
    /** Shares of the whole range that are tried: 1 down to a hundredth. */
    private static final int TRIES = 100;

    private Shrinking() {}

    /** The grid with the smallest cost; of several, the widest. */
    static Grid best(Histogram seen, ToDoubleFunction<Grid> cost) {
        Grid best = Grid.over(seen.low(), seen.high());
        double least = cost.applyAsDouble(best);
        for (int i = TRIES - 1; i > 0; i--) {
            double share = (double) i / TRIES;
            Grid grid = Grid.over(seen.low() * share, seen.high() * share);
            double now = cost.applyAsDouble(grid);
            if (now < least) {
                least = now;
                best = grid;
            }
        }
        return best;
    }
}
