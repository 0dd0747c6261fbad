package kd4j.optim;

/**
 * One step of {@link Adam} and {@link AdamW}; rows are gradients, parameters, running means and running mean squares. {@code
 * parameters -= shrinking * parameters + rate / (1 - beta1^t) * mean / (sqrt(square / (1 - beta2^t)) + epsilon)} with {@code t}
 * from 1; the correction of the square is taken out of the fraction, so that a number costs one root and one division.
 *
 * @param coupled whether weight decay is added to the gradient (Adam), or taken off the parameters (AdamW)
 * @param root {@code sqrt(1 - beta2^t)}
 * @param along {@code rate * root / (1 - beta1^t)}
 */
record AdamRule(boolean coupled, double rate, double beta1, double beta2, double epsilon, double root, double along)
        implements Rule {
    static AdamRule of(boolean coupled, double beta1, double beta2, double epsilon, double rate, long step) {
        double root = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
        double along = rate * root / (1 - Math.pow(beta1, step + 1.0));
        return new AdamRule(coupled, rate, beta1, beta2, epsilon, root, along);
    }

    @Override
    public void apply(float[][] rows, int n, double decay) {
        float[] g = rows[0];
        float[] p = rows[1];
        float[] m = rows[2];
        float[] s = rows[3];
        float added = (float) added(decay);
        float shrinking = (float) shrinking(decay);
        float keep1 = (float) beta1;
        float new1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float new2 = (float) (1 - beta2);
        float floor = (float) (epsilon * root);
        float length = (float) along;
        for (int i = 0; i < n; i++) {
            float gradient = g[i] + added * p[i];
            float mean = keep1 * m[i] + new1 * gradient;
            float square = keep2 * s[i] + new2 * gradient * gradient;
            m[i] = mean;
            s[i] = square;
            p[i] -= shrinking * p[i] + length * mean / ((float) Math.sqrt(square) + floor);
        }
    }

    @Override
    public void apply(double[][] rows, int n, double decay) {
        double[] g = rows[0];
        double[] p = rows[1];
        double[] m = rows[2];
        double[] s = rows[3];
        double added = added(decay);
        double shrinking = shrinking(decay);
        double floor = epsilon * root;
        for (int i = 0; i < n; i++) {
            double gradient = g[i] + added * p[i];
            double mean = beta1 * m[i] + (1 - beta1) * gradient;
            double square = beta2 * s[i] + (1 - beta2) * gradient * gradient;
            m[i] = mean;
            s[i] = square;
            p[i] -= shrinking * p[i] + along * mean / (Math.sqrt(square) + floor);
        }
    }

    private double added(double decay) {
        return coupled ? decay : 0;
    }

    private double shrinking(double decay) {
        return coupled ? 0 : rate * decay;
    }
}
