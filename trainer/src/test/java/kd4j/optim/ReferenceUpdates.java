package kd4j.optim;

/** The published update rules, one number at a time in doubles, written without regard to speed or memory. */
final class ReferenceUpdates {
    private final Optimizer optimizer;
    private final double[] first;
    private final double[] second;

    ReferenceUpdates(Optimizer optimizer, int n) {
        this.optimizer = optimizer;
        first = new double[n];
        second = new double[n];
    }

    void step(double[] p, double[] g, double rate, int t, double[] decayed) {
        for (int i = 0; i < p.length; i++) {
            if (optimizer instanceof Sgd sgd) {
                p[i] = sgd(sgd, i, p[i], g[i], rate, decayed[i]);
            } else if (optimizer instanceof Adam a) {
                p[i] -= rate
                        * direction(
                                i, g[i] + a.weightDecay() * decayed[i] * p[i], t, a.beta1(), a.beta2(), a.epsilon());
            } else if (optimizer instanceof AdamW a) {
                p[i] -= rate * a.weightDecay() * decayed[i] * p[i];
                p[i] -= rate * direction(i, g[i], t, a.beta1(), a.beta2(), a.epsilon());
            }
        }
    }

    private double sgd(Sgd sgd, int i, double p, double gradient, double rate, double decayed) {
        double g = gradient + sgd.weightDecay() * decayed * p;
        first[i] = sgd.momentum() * first[i] + g;
        return p - rate * (sgd.nesterov() ? g + sgd.momentum() * first[i] : first[i]);
    }

    /** {@code t} counts from 0. */
    private double direction(int i, double g, int t, double beta1, double beta2, double epsilon) {
        first[i] = beta1 * first[i] + (1 - beta1) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        double mean = first[i] / (1 - Math.pow(beta1, t + 1));
        double square = second[i] / (1 - Math.pow(beta2, t + 1));
        return mean / (Math.sqrt(square) + epsilon);
    }
}
