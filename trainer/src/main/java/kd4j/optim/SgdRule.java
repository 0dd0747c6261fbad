package kd4j.optim;

/**
 * One step of {@link Sgd} with momentum; rows are gradients, parameters and the velocity.
 *
 * @param momentum share of the velocity that is kept
 * @param ofGradient how far the parameters go along the gradient itself, which only Nesterov's look-ahead does
 * @param ofVelocity how far they go along the new velocity
 */
record SgdRule(double momentum, double ofGradient, double ofVelocity) implements Rule {
    static SgdRule of(double momentum, boolean nesterov, double rate) {
        return nesterov ? new SgdRule(momentum, rate, rate * momentum) : new SgdRule(momentum, 0, rate);
    }

    @Override
    public void apply(float[][] rows, int n, double decay) {
        float[] g = rows[0];
        float[] p = rows[1];
        float[] v = rows[2];
        float added = (float) decay;
        float kept = (float) momentum;
        float along = (float) ofGradient;
        float carried = (float) ofVelocity;
        for (int i = 0; i < n; i++) {
            float gradient = g[i] + added * p[i];
            float velocity = kept * v[i] + gradient;
            v[i] = velocity;
            p[i] -= along * gradient + carried * velocity;
        }
    }

    @Override
    public void apply(double[][] rows, int n, double decay) {
        double[] g = rows[0];
        double[] p = rows[1];
        double[] v = rows[2];
        for (int i = 0; i < n; i++) {
            double gradient = g[i] + decay * p[i];
            double velocity = momentum * v[i] + gradient;
            v[i] = velocity;
            p[i] -= ofGradient * gradient + ofVelocity * velocity;
        }
    }
}
