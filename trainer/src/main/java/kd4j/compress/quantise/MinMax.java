package kd4j.compress.quantise;

import kd4j.component.Component;
import kd4j.model.quantise.Grid;

/** The grid covers every number that was seen. Nothing is cut off; one outlier makes it coarse. Source: Jacob et al., arXiv 1712.05877. */
@Component("min-max")
public record MinMax() implements Calibration {
    @Override
    public Grid grid(Histogram seen) {
        return Grid.over(seen.low(), seen.high());
    }
}
