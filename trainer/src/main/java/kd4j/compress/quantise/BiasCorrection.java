package kd4j.compress.quantise;

import java.util.List;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes out of the biases by how much rounding shifts the mean of each channel: {@code b[c] += E[y[c]] - E[rounded y[c]]} over some rows,
 * layer by layer from the front, each with those before it corrected already. Source: Nagel et al., arXiv 1906.04721, section 4.2, in its
 * empirical form of appendix D.
 */
public final class BiasCorrection {
    private BiasCorrection() {}

    /**
     * Changes the biases of a network that rounds, in place.
     *
     * @param exact the network without rounding
     * @param rounding the same with it
     * @param layers names of the layers to correct, in order
     * @param rows {@code [rows, ...input]}
     */
    public static void of(Network exact, Network rounding, List<String> layers, INDArray rows) {
        for (String layer : layers) {
            double[] right = new Observation(exact, rows).means(layer);
            double[] shifted = new Observation(rounding, rows).means(layer);
            INDArray bias = rounding.parameter(layer, "bias");
            for (int c = 0; c < right.length; c++) {
                bias.putScalar(c, bias.getDouble(c) + right[c] - shifted[c]);
            }
        }
    }
}
