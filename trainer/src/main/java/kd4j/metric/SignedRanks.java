package kd4j.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Wilcoxon's signed-rank test (Biometrics Bulletin 1, 1945), exact for ties too: every way to put signs is counted. */
final class SignedRanks {
    private SignedRanks() {}

    /** The two-sided probability of a rank sum as far out as that of these differences; 1 where all are 0. */
    static double probability(double[] differences) {
        double[] others = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (others.length == 0) {
            return 1;
        }
        int[] ranks = doubledRanks(others);
        int positive = IntStream.range(0, ranks.length)
                .map(i -> others[i] > 0 ? ranks[i] : 0)
                .sum();
        double[] chances = chances(ranks);
        double below = Arrays.stream(chances, 0, positive + 1).sum();
        double above = Arrays.stream(chances, positive, chances.length).sum();
        return Math.min(1, 2 * Math.min(below, above));
    }

    /** Ranks of the sizes times two, so that the mean of two ranks is an integer too. */
    private static int[] doubledRanks(double[] differences) {
        double[] sizes = Arrays.stream(differences).map(Math::abs).toArray();
        return Arrays.stream(new NaturalRanking().rank(sizes))
                .mapToInt(rank -> (int) Math.round(2 * rank))
                .toArray();
    }

    /** The probability of each sum of the ranks with a positive sign, where each sign is a fair coin. */
    private static double[] chances(int[] ranks) {
        double[] chances = new double[Arrays.stream(ranks).sum() + 1];
        chances[0] = 1;
        int reached = 0;
        for (int rank : ranks) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
            }
        }
        return chances;
    }
}
