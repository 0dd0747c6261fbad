package kd4j.report;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;

/**
 * Two arms on the same seeds: the differences in accuracy and what two tests say of them.
 *
 * @param difference first minus second, over seeds
 * @param t p of the two-sided paired t-test; empty for one seed and where all differences are equal
 * @param wilcoxon p of the exact two-sided signed-rank test; empty where {@code t} is
 */
record Paired(Spread difference, Optional<Double> t, Optional<Double> wilcoxon) {
    static Paired of(double[] first, double[] second) {
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> first[i] - second[i]);
        Spread spread = Spread.of(differences);
        // Equal but for rounding: a t-test would divide by a spread of nothing.
        if (spread.sd().filter(sd -> sd > 1e-12).isEmpty()) {
            return new Paired(spread, Optional.empty(), Optional.empty());
        }
        double wilcoxon = new WilcoxonSignedRankTest().wilcoxonSignedRankTest(first, second, first.length <= 30);
        return new Paired(spread, Optional.of(new TTest().pairedTTest(first, second)), Optional.of(wilcoxon));
    }
}
