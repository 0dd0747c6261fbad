package kd4j.method;

import java.util.stream.IntStream;

/**
 * One side of the contrastive loss: {@code -1/B sum over rows of (log(o_0 / (o_0 + m + e)) + sum over k >= 1 of log(m / (o_k + m +
 * e)))} with {@code o_k = exp(<memory k, embedding> / T) / Z}, {@code m = K / n} and {@code e = 1e-7}. In doubles, in plain loops:
 * the memories that a batch needs lie all over the bank.
 *
 * @param temperature T
 * @param rows n, how many rows are remembered
 */
record Contrast(double temperature, int rows) {
    private static final double EPSILON = 1e-7;

    /**
     * A value and its gradient.
     *
     * @param gradient d value / d embedding, {@code [B][d]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Side(double value, double[][] gradient) {}

    /** Remembered vectors, by number. */
    interface Bank {
        /** One number of the vector of one row. */
        float at(int row, int place);
    }

    /** {@code n * mean of exp(<memory, embedding> / T)}: what the first batch takes for Z from then on. */
    double normalizer(float[][] embeddings, Bank bank, int[][] chosen) {
        double mean = IntStream.range(0, embeddings.length)
                .mapToDouble(b -> IntStream.of(chosen[b])
                        .mapToDouble(row -> Math.exp(dot(embeddings[b], bank, row) / temperature))
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
        return rows * mean;
    }

    /**
     * The loss of a batch.
     *
     * @param embeddings {@code [B][d]}
     * @param chosen for each of these the numbers of remembered rows: its own, then K others
     * @param z the normaliser, a constant
     */
    Side side(float[][] embeddings, Bank bank, int[][] chosen, double z) {
        double[][] gradient = new double[embeddings.length][embeddings[0].length];
        double value = 0;
        for (int b = 0; b < embeddings.length; b++) {
            double noise = (chosen[b].length - 1.0) / rows;
            for (int k = 0; k < chosen[b].length; k++) {
                double o = Math.exp(dot(embeddings[b], bank, chosen[b][k]) / temperature) / z;
                double all = o + noise + EPSILON;
                value -= Math.log((k == 0 ? o : noise) / all);
                double slope = (o / all - (k == 0 ? 1 : 0)) / temperature / embeddings.length;
                for (int i = 0; i < gradient[b].length; i++) {
                    gradient[b][i] += slope * bank.at(chosen[b][k], i);
                }
            }
        }
        return new Side(value / embeddings.length, gradient);
    }

    private static double dot(float[] embedding, Bank bank, int row) {
        double sum = 0;
        for (int i = 0; i < embedding.length; i++) {
            sum += (double) embedding[i] * bank.at(row, i);
        }
        return sum;
    }
}
