package kd4j.model.quantise;

import kd4j.component.Require;

/**
 * The grids of weights: {@code w = q * scale[c]} with {@code q} from {@code -(2^(bits-1) - 1)} to {@code 2^(bits-1) - 1} and a scale for each
 * output channel {@code c}, whose largest weight is on the grid: {@code scale[c] = max |w[c]| / (2^(bits-1) - 1)}. A channel whose weights
 * are all below a thousandth of the layer's largest is given that as its largest, so that its biases keep within 32 bits. With 7 bits, sums
 * of pairs of products keep within 16 bits, which processors without 8-bit dot products need. Source: Jacob et al., arXiv 1712.05877;
 * Krishnamoorthi, arXiv 1806.08342, section 3.1.
 *
 * @param scales one for each channel
 * @param last whether the channel is the last axis of the weights, as in dense layers; the first one in convolutions
 * @param highest the largest {@code q}: 127 for 8 bits, 63 for 7
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChannelGrids(float[] scales, boolean last, int highest) {
    private static final float SMALLEST_SHARE = 1e-3f;

    /** The grids of these weights, which are in {@code 'c'} order. */
    public static ChannelGrids of(float[] weights, int channels, boolean last, int bits) {
        Require.that(bits == 7 || bits == 8, "bits", bits, "7 or 8");
        float[] largest = new float[channels];
        for (int i = 0; i < weights.length; i++) {
            int channel = channel(i, weights.length, channels, last);
            largest[channel] = Math.max(largest[channel], Math.abs(weights[i]));
        }
        float all = 0;
        for (float one : largest) {
            all = Math.max(all, one);
        }
        int highest = (1 << (bits - 1)) - 1;
        float least = all > 0 ? all * SMALLEST_SHARE : 1;
        for (int c = 0; c < channels; c++) {
            largest[c] = Math.max(Math.max(largest[c], least) / highest, Float.MIN_NORMAL);
        }
        return new ChannelGrids(largest, last, highest);
    }

    private static int channel(int index, int length, int channels, boolean last) {
        return last ? index % channels : index / (length / channels);
    }

    /** The {@code q} of each weight. */
    public byte[] quantised(float[] weights) {
        byte[] all = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            float scale = scales[channel(i, weights.length, scales.length, last)];
            all[i] = (byte) Math.max(-highest, Math.min(highest, Math.rint(weights[i] / scale)));
        }
        return all;
    }

    /** The nearest number on its grid for each weight. */
    public double[] rounded(float[] weights) {
        byte[] all = quantised(weights);
        double[] rounded = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            rounded[i] = (double) all[i] * scales[channel(i, all.length, scales.length, last)];
        }
        return rounded;
    }
}
