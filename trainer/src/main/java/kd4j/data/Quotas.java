package kd4j.data;

import java.util.Arrays;

/** How many rows of each class go to a part of a given size. */
final class Quotas {
    private Quotas() {}

    /**
     * The whole numbers nearest to {@code count * total / sum of counts} that add up to {@code total} and leave every class at
     * least one row on both sides; of classes equally far off the first is corrected first.
     *
     * @param counts rows of each class, all 2 or more
     * @param total from the number of classes to {@code sum - number of classes}
     */
    static int[] of(int[] counts, int total) {
        double share = (double) total / Arrays.stream(counts).asLongStream().sum();
        int[] quotas = Arrays.stream(counts)
                .map(count -> Math.max(1, Math.min(count - 1, (int) (count * share))))
                .toArray();
        for (int missing = total - Arrays.stream(quotas).sum(); missing != 0; missing -= Integer.signum(missing)) {
            int sign = Integer.signum(missing);
            quotas[furthest(counts, quotas, share, sign)] += sign;
        }
        return quotas;
    }

    private static int furthest(int[] counts, int[] quotas, double share, int sign) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < counts.length; c++) {
            double gap = sign * (counts[c] * share - quotas[c]);
            int next = quotas[c] + sign;
            if (next >= 1 && next < counts[c] && gap > most) {
                best = c;
                most = gap;
            }
        }
        return best;
    }
}
