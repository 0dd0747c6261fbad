package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/**
 * A batch normalisation and its answers.
 *
 * @param centre middle of the numbers: far from 0, the variance must not be a difference of large numbers
 * @param epsilon what is added to the variance
 * @param shape of the input; its last axis are the channels
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Normalization(double centre, double epsilon, long... shape) {
    Tensor input() {
        return Tensor.between(centre - 1, centre + 1, 41, shape);
    }

    Tensor gamma() {
        return Tensor.between(0.5, 2, 42, channels());
    }

    Tensor beta() {
        return Tensor.drawn(43, channels());
    }

    Tensor error() {
        return Tensor.drawn(44, shape);
    }

    int channels() {
        return (int) shape[shape.length - 1];
    }

    private double rows() {
        return Tensor.size(shape) / (double) channels();
    }

    double[] means() {
        double[] means = new double[channels()];
        double[] x = input().values();
        for (int i = 0; i < x.length; i++) {
            means[i % channels()] += x[i] / rows();
        }
        return means;
    }

    double[] variances() {
        double[] variances = new double[channels()];
        double[] means = means();
        double[] x = input().values();
        for (int i = 0; i < x.length; i++) {
            double distance = x[i] - means[i % channels()];
            variances[i % channels()] += distance * distance / rows();
        }
        return variances;
    }

    /** The mean, then the variance. */
    Expected[] statistics() {
        Expected mean = new Expected(channels());
        Expected variance = new Expected(channels());
        double[] means = means();
        double[] variances = variances();
        for (int c = 0; c < channels(); c++) {
            mean.add(c, means[c], 1 + Math.abs(centre));
            variance.add(c, variances[c]);
        }
        return new Expected[] {mean, variance};
    }

    /** Each number with mean 0 and deviation 1. */
    private double[] normal() {
        return scaled(input().values(), means());
    }

    /** How large the numbers were whose differences {@link #normal} holds. */
    private double[] sizes() {
        double[] sizes = new double[Tensor.size(shape)];
        Arrays.fill(sizes, 1 + 2 * Math.abs(centre));
        return scaled(sizes, new double[channels()]);
    }

    private double[] scaled(double[] values, double[] less) {
        double[] variances = variances();
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (values[i] - less[i % channels()]) / Math.sqrt(variances[i % channels()] + epsilon);
        }
        return scaled;
    }

    Expected output(boolean relu) {
        Expected output = new Expected(shape);
        double[] gammas = gamma().values();
        double[] betas = beta().values();
        double[] normal = normal();
        double[] sizes = sizes();
        for (int i = 0; i < normal.length; i++) {
            double gamma = gammas[i % channels()];
            output.add(i, gamma * normal[i], gamma * sizes[i]);
            output.add(i, betas[i % channels()]);
        }
        return relu ? output.relu() : output;
    }

    /** The errors that reach the normalised numbers. */
    private double[] passed(boolean relu) {
        double[] error = error().values();
        double[] gammas = gamma().values();
        double[] betas = beta().values();
        double[] normal = normal();
        for (int i = 0; relu && i < error.length; i++) {
            double output = gammas[i % channels()] * normal[i] + betas[i % channels()];
            assertTrue(Math.abs(output) > 1e-6, "draw other numbers: a rounding error would decide about this one");
            error[i] = output > 0 ? error[i] : 0;
        }
        return error;
    }

    /** By the input, gamma and beta. */
    Expected[] gradients(boolean relu) {
        double[] error = passed(relu);
        double[] normal = normal();
        double[] sizes = sizes();
        double[] variances = variances();
        double[] gammas = gamma().values();
        Expected byInput = new Expected(shape);
        Expected byGamma = new Expected(channels());
        Expected byBeta = new Expected(channels());
        double[] meanError = new double[channels()];
        double[] meanProduct = new double[channels()];
        double[] meanSize = new double[channels()];
        for (int i = 0; i < error.length; i++) {
            int c = i % channels();
            byGamma.add(c, error[i] * normal[i], Math.abs(error[i]) * sizes[i]);
            byBeta.add(c, error[i]);
            meanError[c] += error[i] / rows();
            meanProduct[c] += error[i] * normal[i] / rows();
            meanSize[c] += Math.abs(error[i]) * sizes[i] / rows();
        }
        for (int i = 0; i < error.length; i++) {
            int c = i % channels();
            double factor = gammas[c] / Math.sqrt(variances[c] + epsilon);
            byInput.add(
                    i,
                    factor * (error[i] - meanError[c] - normal[i] * meanProduct[c]),
                    factor * (1 + sizes[i] * meanSize[c]));
        }
        return new Expected[] {byInput, byGamma, byBeta};
    }

    @Override
    public String toString() {
        return Arrays.toString(shape) + " around " + centre;
    }
}
