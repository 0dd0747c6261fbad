package kd4j.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kd4j.loss.CrossEntropy;
import kd4j.loss.CrossEntropy.Smoothing;
import kd4j.loss.Loss;
import kd4j.loss.Signals;
import kd4j.loss.SoftTargets;
import kd4j.loss.SoftTargets.Mean;
import kd4j.loss.SoftTargets.Scale;
import kd4j.loss.Term;
import kd4j.method.Contexts;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import tools.jackson.databind.JsonNode;

/** Which golden file is about which of our losses, and how its parameters are ours. */
final class GoldenLosses {
    /** By file: the loss for a case's parameters, empty where it has a convention that is not offered. */
    static final Map<String, Function<JsonNode, Optional<Function<Signals, Term>>>> KNOWN = new TreeMap<>(Map.of(
            "cross_entropy", params -> crossEntropy(params).map(loss -> loss::evaluate),
            "kd_kl", params -> softTargets(params).map(loss -> loss::evaluate),
            "kd_combined", params -> Optional.of(combined(params))));

    private GoldenLosses() {}

    private static Optional<Loss> crossEntropy(JsonNode params) {
        double smoothing = params.get("labelSmoothing").asDouble();
        return switch (params.get("convention").asString()) {
            case "uniform-all" -> Optional.of(new CrossEntropy(smoothing, Smoothing.UNIFORM_ALL));
            case "uniform-others" -> Optional.of(new CrossEntropy(smoothing, Smoothing.UNIFORM_OTHERS));
            default -> Optional.empty();
        };
    }

    private static Optional<Loss> softTargets(JsonNode params) {
        double temperature = params.get("temperature").asDouble();
        return switch (params.get("convention").asString()) {
            case "batchmean-T2" -> Optional.of(new SoftTargets(temperature));
            case "batchmean" -> Optional.of(new SoftTargets(temperature, Scale.ONE, Mean.ROWS));
            case "elementmean-T2" ->
                Optional.of(new SoftTargets(temperature, Scale.TEMPERATURE_SQUARED, Mean.ELEMENTS));
            default -> Optional.empty();
        };
    }

    private static Function<Signals, Term> combined(JsonNode params) {
        double temperature = params.get("temperature").asDouble();
        WeightedLoss hard = new WeightedLoss(params.get("hardWeight").asDouble(), new CrossEntropy());
        WeightedLoss soft = new WeightedLoss(params.get("softWeight").asDouble(), new SoftTargets(temperature));
        Method both = new Plain(List.of(hard, soft));
        return signals -> both.begin(Contexts.ofLogits(
                        Math.toIntExact(signals.student().logits().size(1))))
                .evaluate(signals);
    }
}
