package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import kd4j.metric.Statistics.Interval;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link Bootstrap}, {@link Holm} and {@link Power} against {@link Scipy} and against counting by hand. */
class SeveralComparisonsTest {
    /** SciPy's side draws every n figures out of n, one draw at a time. */
    @TestFactory
    Stream<DynamicTest> fewFiguresAreBootstrappedExactly() {
        return Scipy.at("bootstraps")
                .valueStream()
                .map(peer -> dynamicTest(peer.get("figures").toString(), () -> {
                    Interval interval = Bootstrap.ofMean(Scipy.doubles(peer.get("figures")));
                    Scipy.assertClose(peer.get("low"), interval.low());
                    Scipy.assertClose(peer.get("high"), interval.high());
                }));
    }

    /** With 100 figures, means are about normal: 1.96 standard errors to both sides, met within a twentieth of one. */
    @Test
    void manyFiguresAreDrawnAndAlwaysAlike() {
        double[] figures = new Random(5).doubles(100).toArray();
        double mean = Arrays.stream(figures).average().orElseThrow();
        double square = Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum();
        double error = Math.sqrt(square / 100 / 100);
        Interval interval = Bootstrap.ofMean(figures);
        assertEquals(mean - 1.96 * error, interval.low(), 0.05 * error);
        assertEquals(mean + 1.96 * error, interval.high(), 0.05 * error);
        assertEquals(interval, Bootstrap.ofMean(figures));
    }

    @Test
    void equalFiguresHaveNoWidth() {
        assertEquals(new Interval(0.5, 0.5), Bootstrap.ofMean(0.5, 0.5, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.ofMean(1, Double.NaN));
    }

    /** By hand: 4 * 0.01, 3 * 0.02, then max(0.06, 2 * 0.03), and 1 * 0.04 stays behind 0.06. */
    @Test
    void holmByHand() {
        assertArrayEquals(new double[] {0.06, 0.04, 0.06, 0.06}, Holm.adjusted(0.03, 0.01, 0.02, 0.04), 1e-12);
        assertArrayEquals(new double[] {1, 1}, Holm.adjusted(0.6, 0.7));
        assertArrayEquals(new double[] {}, Holm.adjusted());
        assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(0.1, Double.NaN));
    }

    @TestFactory
    Stream<DynamicTest> powerEqualsScipy() {
        return Scipy.at("powers")
                .valueStream()
                .map(peer -> dynamicTest(peer.toString(), () -> {
                    double difference = peer.get("difference").asDouble();
                    double sd = peer.get("sd").asDouble();
                    assertEquals(peer.get("of-5").asDouble(), Power.of(5, difference, sd), 1e-8);
                    assertEquals(OptionalInt.of(peer.get("seeds").asInt()), Power.seeds(difference, sd, Power.USUAL));
                }));
    }

    /** With many seeds the spread is known, and the power is {@code Phi(sqrt(n) d - 1.96)} but for the other side. */
    @Test
    void powerGrowsWithSeedsUpToTheMost() {
        NormalDistribution normal = new NormalDistribution();
        for (double effect : new double[] {0.001, 0.003, 0.01, 0.03, 0.1}) {
            double before = 0.05;
            for (int n = 2; n <= Power.MOST; n += Math.max(1, n / 7)) {
                double power = Power.of(n, effect, 1);
                assertTrue(power > before - 1e-9, "%s with %d seeds: %s".formatted(effect, n, power));
                before = power;
            }
            double shift = 100 * effect;
            double known =
                    normal.cumulativeProbability(shift - 1.959964) + normal.cumulativeProbability(-shift - 1.959964);
            assertEquals(known, Power.of(10_000, effect, 1), 2e-4);
        }
    }

    @Test
    void noNumberOfSeedsSeesNothing() {
        assertEquals(OptionalInt.empty(), Power.seeds(0, 1, Power.USUAL));
        // Without a difference, the test errs as often as it says.
        assertEquals(0.05, Power.of(7, 0, 1), 1e-9);
        String message = assertThrows(IllegalArgumentException.class, () -> Power.seeds(1, 0, Power.USUAL))
                .getMessage();
        assertTrue(message.contains("sd > 0"), message);
    }
}
