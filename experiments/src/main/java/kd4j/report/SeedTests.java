package kd4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kd4j.metric.Holm;
import kd4j.metric.McNemar;
import kd4j.metric.Prediction;

/**
 * Distilled against student alone on the same test rows, seed by seed: McNemar's test of the two trained networks, adjusted for all
 * seeds of all runs after Holm.
 *
 * @param seeds a test a seed
 * @param holm its probability after Holm
 * @param comparisons how many tests were made at once
 */
record SeedTests(Map<Long, McNemar> seeds, Map<Long, Double> holm, int comparisons) {
    private static final double LEVEL = 0.05;

    /** The test of each seed whose answers were kept in both arms. */
    static Map<Long, McNemar> single(RunFolder run) {
        Map<Long, McNemar> tests = new LinkedHashMap<>();
        for (long seed : run.arm(Arm.DISTILLED).orElseThrow().scores().keySet()) {
            test(run, seed).ifPresent(test -> tests.put(seed, test));
        }
        return tests;
    }

    private static Optional<McNemar> test(RunFolder run, long seed) {
        Optional<List<Prediction>> distilled = run.predictions(Arm.DISTILLED, seed);
        Optional<List<Prediction>> alone = run.predictions(Arm.ALONE, seed);
        if (distilled.isEmpty() || alone.isEmpty()) {
            return Optional.empty();
        }
        if (!McNemar.sameRows(distilled.get(), alone.get())) {
            throw new ReportException(
                    "%s: seed %d: the answers of distilled and student-alone are to other rows. Were files exchanged?"
                            .formatted(run.folder(), seed));
        }
        return Optional.of(McNemar.of(distilled.get(), alone.get()));
    }

    /** The tests of runs with several seeds, all adjusted together; runs without a test are left out. */
    static Map<String, SeedTests> together(Map<String, Map<Long, McNemar>> runs) {
        List<McNemar> all = new ArrayList<>();
        runs.values().forEach(seeds -> all.addAll(seeds.values()));
        double[] holm = Holm.adjusted(all.stream().mapToDouble(McNemar::p).toArray());
        Map<String, SeedTests> together = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Map<Long, McNemar>> run : runs.entrySet()) {
            Map<Long, Double> adjusted = new LinkedHashMap<>();
            for (long seed : run.getValue().keySet()) {
                adjusted.put(seed, holm[next++]);
            }
            if (!adjusted.isEmpty()) {
                together.put(run.getKey(), new SeedTests(run.getValue(), adjusted, holm.length));
            }
        }
        return together;
    }

    /** All seeds in a sentence. */
    String sentence() {
        int rows = seeds.values().iterator().next().rows();
        return "seed by seed on the same %,d test rows (McNemar's test, Holm for %d), distilled is: %s"
                .formatted(
                        rows,
                        comparisons,
                        seeds.entrySet().stream()
                                .map(seed -> told(seed.getKey(), seed.getValue()))
                                .collect(Collectors.joining("; ")));
    }

    private String told(long seed, McNemar test) {
        String verdict = holm.get(seed) >= LEVEL
                ? "not distinguishable"
                : test.firstOnly() > test.secondOnly() ? "better" : "worse";
        return String.format(
                Locale.ROOT,
                "seed %d %s (%d rows only distilled has right, %d only student alone; %s, %s)",
                seed,
                verdict,
                test.firstOnly(),
                test.secondOnly(),
                test.test(),
                Verdict.probability(holm.get(seed)));
    }
}
