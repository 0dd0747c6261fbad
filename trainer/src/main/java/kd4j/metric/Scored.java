package kd4j.metric;

/** One row of class scores. */
final class Scored {
    private final double[] scores;
    private final int best;
    private final double logSum;

    Scored(double[] scores) {
        this.scores = scores;
        int highest = 0;
        for (int c = 1; c < scores.length; c++) {
            highest = scores[c] > scores[highest] ? c : highest;
        }
        best = highest;
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - scores[best]);
        }
        logSum = scores[best] + Math.log(sum);
    }

    /** The class of the highest score, the first where several are equal. */
    int best() {
        return best;
    }

    /** The logarithm of the softmax at a class. */
    double logShare(int c) {
        return scores[c] - logSum;
    }

    /** KL(this || other). */
    double divergenceFrom(Scored other) {
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            double share = Math.exp(logShare(c));
            sum += share == 0 ? 0 : share * (logShare(c) - other.logShare(c));
        }
        return sum;
    }
}
