package kd4j.datasets.format;

import kd4j.data.Shape;

/**
 * Scales images with a triangle filter that widens when an image shrinks, first along rows and then along columns. The value
 * at position x is the mean of the pixels i weighted by {@code max(0, 1 - |i + 0.5 - (x + 0.5) s| / max(1, s))}, where s is
 * the old size divided by the new one.
 */
public final class Resize {
    private Resize() {}

    /**
     * A scaled copy.
     *
     * @param from shape of the image, channels last
     * @param to shape of the copy, with the same channels
     */
    static byte[] apply(byte[] image, Shape from, Shape to) {
        float[] values = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            values[i] = image[i] & 0xff;
        }
        float[] both = apply(values, from, to);
        byte[] bytes = new byte[both.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(both[i]);
        }
        return bytes;
    }

    /**
     * A scaled copy.
     *
     * @param from shape of the image, channels last
     * @param to shape of the copy, with the same channels
     */
    public static float[] apply(float[] image, Shape from, Shape to) {
        int channels = from.channels();
        float[] wide = axis(image, from.size(0), from.size(1), to.size(1), channels);
        return axis(wide, 1, from.size(0), to.size(0), to.size(1) * channels);
    }

    /** Scales the middle axis of {@code [outer, size, inner]}. */
    private static float[] axis(float[] in, int outer, int size, int wanted, int inner) {
        float[] out = new float[outer * wanted * inner];
        for (int x = 0; x < wanted; x++) {
            double[] weights = weights(x, size, wanted);
            for (int o = 0; o < outer; o++) {
                for (int c = 0; c < inner; c++) {
                    double sum = 0;
                    for (int i = 0; i < size; i++) {
                        if (weights[i] > 0) {
                            sum += weights[i] * in[(o * size + i) * inner + c];
                        }
                    }
                    out[(o * wanted + x) * inner + c] = (float) sum;
                }
            }
        }
        return out;
    }

    private static double[] weights(int x, int size, int wanted) {
        double scale = (double) size / wanted;
        double reach = Math.max(1, scale);
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            weights[i] = Math.max(0, 1 - Math.abs(i + 0.5 - (x + 0.5) * scale) / reach);
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
