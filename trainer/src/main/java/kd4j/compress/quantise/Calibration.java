package kd4j.compress.quantise;

import kd4j.component.Family;
import kd4j.model.quantise.Grid;

/** How the grid of an array is chosen by the numbers that were seen in it. */
@Family("calibration")
public sealed interface Calibration permits MinMax, Percentile, Mse, Entropy {
    /** The grid for numbers that are distributed so. */
    Grid grid(Histogram seen);
}
