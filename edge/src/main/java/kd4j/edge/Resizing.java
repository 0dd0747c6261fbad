package kd4j.edge;

/**
 * Scales one axis: the value at x is the mean of the values i weighted by {@code max(0, 1 - |i + 0.5 - (x + 0.5) s| / max(1, s))}, where s is
 * the old size divided by the new one.
 */
final class Resizing {
    private Resizing() {}

    /** Scales the middle axis of {@code [outer, size, inner]}. */
    static float[] axis(float[] in, int outer, int size, int wanted, int inner) {
        float[] out = new float[Math.multiplyExact(Math.multiplyExact(outer, wanted), inner)];
        for (int x = 0; x < wanted; x++) {
            double[] weights = weights(x, size, wanted);
            for (int o = 0; o < outer; o++) {
                for (int c = 0; c < inner; c++) {
                    out[(o * wanted + x) * inner + c] = (float) sum(in, o * size * inner + c, inner, weights);
                }
            }
        }
        return out;
    }

    private static double sum(float[] in, int from, int apart, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                sum += weights[i] * in[from + i * apart];
            }
        }
        return sum;
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
