package kd4j.metric;

import static kd4j.metric.Scipy.assertClose;
import static kd4j.metric.Scipy.doubles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import kd4j.metric.Paired.Better;
import kd4j.metric.Statistics.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Against {@link Scipy}, and against counting by hand. */
class StatisticsTest {
    @TestFactory
    Stream<DynamicTest> summariesEqualScipy() {
        return Scipy.at("summaries")
                .valueStream()
                .map(peer -> dynamicTest(
                        peer.get("figures").toString(),
                        () -> assertSummary(peer, Statistics.summary(doubles(peer.get("figures"))))));
    }

    @TestFactory
    Stream<DynamicTest> comparisonsEqualScipy() {
        return Scipy.at("comparisons")
                .propertyStream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    JsonNode peer = entry.getValue();
                    double[] first = doubles(peer.get("first"));
                    double[] second = doubles(peer.get("second"));
                    Paired t = Paired.t(first, second, Better.HIGHER);
                    assertClose(peer.get("t"), t.p().orElseThrow());
                    assertClose(peer.get("difference").get("mean"), t.meanDifference());
                    assertClose(
                            peer.get("difference").get("low"),
                            t.ci95().orElseThrow().low());
                    assertClose(
                            peer.get("difference").get("high"),
                            t.ci95().orElseThrow().high());
                    Paired ranks = Paired.wilcoxon(first, second, Better.HIGHER);
                    assertClose(peer.get("wilcoxon"), ranks.p().orElseThrow());
                }));
    }

    /** p 0.000026 of Student's test for errors 139 to 69 and the like; 0.0625 is the least that five signed ranks can give. */
    @Test
    void theVerdictKnowsWhichFiguresAreBetter() {
        double[] few = {74, 70, 81, 77, 69};
        double[] many = {139, 150, 146, 141, 133};
        assertEquals(Verdict.BETTER, Paired.t(few, many, Better.LOWER).verdict());
        assertEquals(Verdict.WORSE, Paired.t(few, many, Better.HIGHER).verdict());
        assertEquals(Verdict.WORSE, Paired.t(many, few, Better.LOWER).verdict());
        assertEquals(
                Verdict.NOT_DISTINGUISHABLE,
                Paired.wilcoxon(few, many, Better.LOWER).verdict());
        assertEquals("not distinguishable", Verdict.NOT_DISTINGUISHABLE.toString());
    }

    @Test
    void oneFigureHasNoSpread() {
        assertEquals(new Summary(1, 0.5, Optional.empty(), Optional.empty()), Statistics.summary(0.5));
        Paired one = Paired.t(new double[] {2}, new double[] {1}, Better.HIGHER);
        assertEquals(Optional.empty(), one.p());
        assertEquals(Optional.empty(), one.ci95());
        assertEquals(1, one.meanDifference());
        assertEquals(Verdict.NOT_DISTINGUISHABLE, one.verdict());
    }

    @Test
    void equalFiguresHaveNoWidth() {
        Summary summary = Statistics.summary(0.1, 0.1, 0.1);
        assertEquals(0, summary.sd().orElseThrow());
        assertEquals(0.1, summary.ci95().orElseThrow().low(), 1e-15);
    }

    @Test
    void noDifferenceAtAllIsNotDistinguishable() {
        Paired same = Paired.t(new double[] {1, 2, 3}, new double[] {1, 2, 3}, Better.HIGHER);
        assertEquals(1, same.p().orElseThrow());
        assertEquals(0, same.meanDifference());
        assertEquals(Optional.empty(), same.ci95());
        assertEquals(Verdict.NOT_DISTINGUISHABLE, same.verdict());
        assertEquals(1, Paired.t(new double[2], new double[2], Better.LOWER).p().orElseThrow());
    }

    /** Three pairs differ by 0.01 but for rounding: two of the eight ways to put signs are that far out, p = 1/4. */
    @Test
    void equalDifferencesAreNoCertainty() {
        Paired three = Paired.t(new double[] {0.03, 0.02, 0.97}, new double[] {0.02, 0.01, 0.96}, Better.HIGHER);
        assertEquals("Wilcoxon signed-rank", three.test());
        assertEquals(0.25, three.p().orElseThrow(), 0);
        assertEquals(Verdict.NOT_DISTINGUISHABLE, three.verdict());
        double[] six = {2, 3, 4, 5, 6, 7};
        Paired enough = Paired.t(six, new double[] {1, 2, 3, 4, 5, 6}, Better.HIGHER);
        assertEquals(2 / 64.0, enough.p().orElseThrow(), 0);
        assertEquals(Verdict.BETTER, enough.verdict());
        assertEquals(Optional.empty(), enough.ci95());
    }

    /** Ties and zeros, which SciPy's exact test does not know, against putting every sign on every rank. */
    @Test
    void signedRanksEqualCountingEveryCase() {
        Random random = new Random(4);
        for (int n = 1; n <= 10; n++) {
            double[] differences = random.ints(n, -3, 4).asDoubleStream().toArray();
            assertEquals(counted(differences), SignedRanks.probability(differences), 1e-12);
        }
    }

    @Test
    void figuresThatCannotBeComparedAreRefused() {
        assertEquals(
                "a figure for each seed on both sides; given [1.0, 2.0] and [1.0]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Paired.t(new double[] {1, 2}, new double[] {1}, Better.HIGHER))
                        .getMessage());
        assertEquals(
                "finite figures, at least one; given [NaN]",
                assertThrows(IllegalArgumentException.class, () -> Statistics.summary(Double.NaN))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Statistics.summary());
    }

    private static double counted(double[] differences) {
        double[] sizes = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int n = sizes.length;
        double[] ranks = new double[n];
        double observed = 0;
        for (int i = 0; i < n; i++) {
            for (double other : sizes) {
                ranks[i] += Math.abs(other) < Math.abs(sizes[i]) ? 1 : Math.abs(other) == Math.abs(sizes[i]) ? 0.5 : 0;
            }
            ranks[i] += 0.5;
            observed += sizes[i] > 0 ? ranks[i] : 0;
        }
        int below = 0;
        int above = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (signs >> i & 1) * ranks[i];
            }
            below += sum <= observed ? 1 : 0;
            above += sum >= observed ? 1 : 0;
        }
        return Math.min(1, 2.0 * Math.min(below, above) / (1 << n));
    }

    private static void assertSummary(JsonNode peer, Summary summary) {
        assertClose(peer.get("mean"), summary.mean());
        assertClose(peer.get("sd"), summary.sd().orElseThrow());
        assertClose(peer.get("low"), summary.ci95().orElseThrow().low());
        assertClose(peer.get("high"), summary.ci95().orElseThrow().high());
    }

    /** By the formula in Wilson, JASA 22 (1927), in double precision with z = 1.959964. */
    @Test
    void a_share_has_the_interval_of_wilson() {
        assertEquals(0.6856590, Statistics.proportion(150, 200).low(), 1e-6);
        assertEquals(0.8049183, Statistics.proportion(150, 200).high(), 1e-6);
        assertEquals(0.8388750, Statistics.proportion(20, 20).low(), 1e-6);
        assertEquals(1, Statistics.proportion(20, 20).high(), 1e-12);
        assertEquals(0, Statistics.proportion(0, 20).low(), 1e-12);
    }
}
