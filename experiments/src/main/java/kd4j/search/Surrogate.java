package kd4j.search;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A Gaussian process through some figures: Matern kernel with smoothness 5/2 and one length for all coordinates, {@code k(r) = (1 + a +
 * a^2/3) exp(-a), a = sqrt(5) r / length}, over figures in standard units. Length and noise are those of a small grid under
 * which the figures are most likely. Source: Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, algorithm
 * 2.1 and equation 4.17; expected improvement after Jones, Schonlau and Welch, 1998, equation 15.
 */
final class Surrogate {
    private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6};
    private static final double[] NOISES = {1e-6, 1e-3, 1e-2, 1e-1};
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double[][] points;
    private final double length;
    private final CholeskyDecomposition covariance;
    private final RealVector weights;
    private final double middle;
    private final double unit;
    private final double best;
    private final double likelihood;

    private Surrogate(double[][] points, double[] figures, double length, double noise) {
        this.points = points;
        this.length = length;
        this.middle = new Mean().evaluate(figures);
        double sd = new StandardDeviation().evaluate(figures);
        this.unit = sd > 0 ? sd : 1;
        double[] standard = Arrays.stream(figures).map(f -> (f - middle) / unit).toArray();
        this.best = Arrays.stream(standard).min().orElseThrow();
        RealMatrix matrix = new Array2DRowRealMatrix(points.length, points.length);
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                matrix.setEntry(i, j, kernel(points[i], points[j]) + (i == j ? noise : 0));
            }
        }
        this.covariance = new CholeskyDecomposition(matrix);
        RealVector y = new ArrayRealVector(standard);
        this.weights = covariance.getSolver().solve(y);
        double logRoot = 0;
        for (int i = 0; i < points.length; i++) {
            logRoot += Math.log(covariance.getL().getEntry(i, i));
        }
        this.likelihood = -0.5 * y.dotProduct(weights) - logRoot - 0.5 * points.length * Math.log(2 * Math.PI);
    }

    /** The most likely of the grid. */
    static Surrogate of(double[][] points, double[] figures) {
        Surrogate best = null;
        for (double length : LENGTHS) {
            for (double noise : NOISES) {
                Surrogate next = new Surrogate(points, figures, length, noise);
                best = best == null || next.likelihood > best.likelihood ? next : best;
            }
        }
        return best;
    }

    /** With this length and noise. */
    static Surrogate of(double[][] points, double[] figures, double length, double noise) {
        return new Surrogate(points, figures, length, noise);
    }

    double likelihood() {
        return likelihood;
    }

    private double kernel(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        double scaled = Math.sqrt(5 * square) / length;
        return (1 + scaled + scaled * scaled / 3) * Math.exp(-scaled);
    }

    private RealVector kernels(double[] point) {
        return new ArrayRealVector(
                Arrays.stream(points).mapToDouble(p -> kernel(p, point)).toArray());
    }

    /** The figure that is expected at a point. */
    double mean(double[] point) {
        return middle + unit * kernels(point).dotProduct(weights);
    }

    /** The standard deviation of what is expected there, without the noise. */
    double deviation(double[] point) {
        RealVector kernels = kernels(point);
        return unit
                * Math.sqrt(Math.max(
                        0, 1 - kernels.dotProduct(covariance.getSolver().solve(kernels))));
    }

    /** By how much a point is expected to be better than the best so far, which it need not be: {@code E max(best - f, 0)}. */
    double improvement(double[] point) {
        double gain = middle + unit * best - mean(point);
        double deviation = deviation(point);
        if (deviation == 0) {
            return Math.max(0, gain);
        }
        double z = gain / deviation;
        return gain * NORMAL.cumulativeProbability(z) + deviation * NORMAL.density(z);
    }
}
