package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import kd4j.metric.Paired.Better;
import kd4j.metric.Statistics.Interval;
import kd4j.metric.Statistics.Summary;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How far all statistics of a comparison are from SciPy's, in one number. */
class PeersTest {
    private final List<String> cases = new ArrayList<>();
    private double largest;
    private String where = "";

    @Test
    void noStatisticIsFurtherFromScipysThanABillionth() {
        Scipy.at("comparisons").propertyStream().forEach(entry -> compare(entry.getKey(), entry.getValue()));
        Scipy.at("mcnemar").valueStream().forEach(peer -> {
            McNemar ours = McNemar.of(
                    10_000, peer.get("first").asInt(), peer.get("second").asInt());
            next("mcnemar " + peer, peer.get("p"), ours.p());
        });
        Scipy.at("summaries").valueStream().forEach(peer -> {
            Summary ours = Statistics.summary(Scipy.doubles(peer.get("figures")));
            next("summary " + peer, peer.get("mean"), ours.mean());
            see("sd " + peer, peer.get("sd"), ours.sd().orElseThrow());
            see("low " + peer, peer.get("low"), ours.ci95().orElseThrow().low());
        });
        Scipy.at("bootstraps").valueStream().forEach(peer -> {
            Interval ours = Bootstrap.ofMean(Scipy.doubles(peer.get("figures")));
            next("bootstrap " + peer, peer.get("low"), ours.low());
            see("high " + peer, peer.get("high"), ours.high());
        });
        Scipy.at("powers").valueStream().forEach(peer -> {
            double power = Power.of(
                    5, peer.get("difference").asDouble(), peer.get("sd").asDouble());
            next("power " + peer, peer.get("of-5"), power);
        });
        System.out.printf("%d cases, largest relative difference %.2g: %s%n", cases.size(), largest, where);
        assertTrue(cases.size() >= 100, cases.size() + " cases");
        assertTrue(largest <= 1e-9, largest + " in " + where);
    }

    private void compare(String name, JsonNode peer) {
        double[] first = Scipy.doubles(peer.get("first"));
        double[] second = Scipy.doubles(peer.get("second"));
        Paired t = Paired.t(first, second, Better.HIGHER);
        next("t " + name, peer.get("t"), t.p().orElseThrow());
        see("mean " + name, peer.get("difference").get("mean"), t.meanDifference());
        see(
                "high " + name,
                peer.get("difference").get("high"),
                t.ci95().orElseThrow().high());
        double ranks = Paired.wilcoxon(first, second, Better.HIGHER).p().orElseThrow();
        see("wilcoxon " + name, peer.get("wilcoxon"), ranks);
    }

    private void next(String name, JsonNode expected, double actual) {
        cases.add(name);
        see(name, expected, actual);
    }

    private void see(String name, JsonNode expected, double actual) {
        double relative = Math.abs(expected.asDouble() - actual) / Math.abs(expected.asDouble());
        if (!(relative <= largest)) {
            largest = relative;
            where = name;
        }
    }
}
