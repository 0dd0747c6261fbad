package kd4j.compress.quantise;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.model.quantise.Grid;

/**
 * The grid covers a share of the numbers that were seen; half of the others are cut off at either end. Source: Wu et al., arXiv 2004.09602,
 * section 3.
 *
 * @param percent the share in percent, above 50 and at most 100
 */
@Component("percentile")
public record Percentile(@Default("99.99") double percent) implements Calibration {
    public Percentile {
        Require.that(percent > 50 && percent <= 100, "percent", percent, "a number above 50, at most 100");
    }

    @Override
    public Grid grid(Histogram seen) {
        double cut = (1 - percent / 100) / 2;
        return Grid.over(seen.quantile(cut), seen.quantile(1 - cut));
    }
}
