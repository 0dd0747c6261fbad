package kd4j.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kd4j.metric.Power;
import org.junit.jupiter.api.Test;

/**
 * Comparisons whose truth is known, because it was planted. A figure is the accuracy on 10,000 test rows of a network whose training
 * has normal noise; no two arms share a draw. The draws are always the same ones.
 */
class SimulationTest {
    private static final int COMPARISONS = 200;
    private static final int RUNS = 5;
    private static final int SEEDS = 5;
    private static final double NOISE = 0.005;
    /** Of the difference of two such arms. */
    private static final double SD = NOISE * Math.sqrt(2);

    private final Random random = new Random(20261125);

    private double[] arm(double accuracy, int seeds) {
        return random.doubles(seeds)
                .map(unused -> Math.rint(10_000 * (accuracy + NOISE * random.nextGaussian())) / 10_000)
                .toArray();
    }

    private static long told(Map<String, Verdict> verdicts, String word) {
        return verdicts.values().stream()
                .filter(v -> v.sentence().contains(word))
                .count();
    }

    private Map<String, Verdict> verdicts(int runs, int seeds, double gain) {
        Map<String, Verdict> single = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            single.put(
                    "run " + run,
                    Verdict.of(Measure.ACCURACY, arm(0.9 + gain, seeds), arm(0.9, seeds), Optional.empty()));
        }
        return single;
    }

    @Test
    void where_there_is_no_difference_few_comparisons_claim_one() {
        int better = 0;
        int worse = 0;
        int withoutHolm = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            Map<String, Verdict> single = verdicts(RUNS, SEEDS, 0);
            Map<String, Verdict> together = Verdict.together(single);
            better += told(together, "distilled is better") > 0 ? 1 : 0;
            worse += told(together, "distilled is worse") > 0 ? 1 : 0;
            withoutHolm += told(single, "distilled is") > 0 ? 1 : 0;
        }
        String found = "better %d, worse %d, without Holm %d of %d".formatted(better, worse, withoutHolm, COMPARISONS);
        System.out.println("planted: no difference, %d runs of %d seeds: ".formatted(RUNS, SEEDS) + found);
        assertTrue(better <= 0.05 * COMPARISONS, found);
        assertTrue(better + worse <= most(COMPARISONS, 0.05), found);
        // 1 - 0.95^5 = 23 % without: the simulation would notice if Holm were left out.
        assertTrue(withoutHolm > 0.1 * COMPARISONS, found);
    }

    @Test
    void where_there_is_no_difference_runs_share_a_letter() {
        int apart = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            List<Ranking.Contender> contenders = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                Map<Long, Double> accuracies = new LinkedHashMap<>();
                for (double accuracy : arm(0.9, SEEDS)) {
                    accuracies.put((long) accuracies.size(), accuracy);
                }
                contenders.add(new Ranking.Contender("run " + run, accuracies, Map.of()));
            }
            Ranking ranking = Ranking.of(Measure.ACCURACY, contenders);
            assertEquals(10, ranking.tested());
            apart += ranking.places().stream().allMatch(p -> p.letters().equals("a")) ? 0 : 1;
        }
        String found = "set apart %d of %d".formatted(apart, COMPARISONS);
        System.out.println("planted: no difference, ranked: " + found);
        assertTrue(apart <= most(COMPARISONS, 0.05), found);
    }

    /** A gain of one point, of which the report says how often so many seeds tell it. */
    @Test
    void a_planted_point_is_found_as_often_as_the_power_says() {
        for (int seeds : new int[] {3, 5, Power.seeds(0.01, SD, Power.USUAL).orElseThrow(), 10}) {
            double power = Power.of(seeds, 0.01, SD);
            int trials = 3 * COMPARISONS;
            int found = 0;
            for (int i = 0; i < trials; i++) {
                found += told(Verdict.together(verdicts(1, seeds, 0.01)), "distilled is better") > 0 ? 1 : 0;
            }
            String what = "found %d of %d (%.3f) with %d seeds, power predicted %.3f"
                    .formatted(found, trials, (double) found / trials, seeds, power);
            System.out.println("planted: one point: " + what);
            assertTrue(found <= most(trials, power), what);
            assertTrue(trials - found <= most(trials, 1 - power), what);
        }
    }

    /** The upper end of the 99 % interval of a binomial count, by the normal approximation. */
    private static double most(int trials, double chance) {
        return trials * chance + 2.576 * Math.sqrt(trials * chance * (1 - chance));
    }
}
