package kd4j.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import kd4j.loss.CrossEntropy;
import kd4j.loss.CrossEntropy.Smoothing;
import kd4j.loss.Dist;
import kd4j.loss.Dkd;
import kd4j.loss.JensenShannon;
import kd4j.loss.JensenShannon.Endpoints;
import kd4j.loss.LogitStandardization;
import kd4j.loss.LogitStandardization.Deviation;
import kd4j.loss.LogitsMse;
import kd4j.loss.Loss;
import kd4j.loss.Mlkd;
import kd4j.loss.Pinball;
import kd4j.loss.PixelSoftTargets;
import kd4j.loss.Reduction;
import kd4j.loss.RegressionMse;
import kd4j.loss.ReverseKl;
import kd4j.loss.Signals;
import kd4j.loss.SoftCrossEntropy;
import kd4j.loss.SoftTargets;
import kd4j.loss.SoftTargets.Mean;
import kd4j.loss.SoftTargets.Scale;
import kd4j.loss.TargetSource;
import kd4j.loss.TeacherBounded;
import kd4j.loss.Term;
import kd4j.loss.TotalVariation;
import kd4j.loss.Ttm;
import kd4j.loss.Wttm;
import kd4j.method.Contexts;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import tools.jackson.databind.JsonNode;

/** Which golden file is about which of our losses, and how its parameters are ours. */
final class GoldenLosses {
    /** By file: the loss for a case, empty where it has a convention that is not offered. */
    static final Map<String, Function<GoldenCase, Optional<Function<Signals, Term>>>> KNOWN = known();

    private GoldenLosses() {}

    private static Map<String, Function<GoldenCase, Optional<Function<Signals, Term>>>> known() {
        Map<String, Function<GoldenCase, Optional<Loss>>> losses = GoldenFeatures.losses();
        losses.put("cross_entropy", GoldenLosses::crossEntropy);
        losses.put("dist", GoldenLosses::dist);
        losses.put("dkd", one -> Optional.of(dkd(one)));
        losses.put("jensen_shannon", GoldenLosses::jensenShannon);
        losses.put("kd_kl", GoldenLosses::softTargets);
        losses.put("logit_standardization", GoldenLosses::logitStandardization);
        losses.put("logits_mse", one -> reduction(one).map(LogitsMse::new));
        losses.put("mlkd", one -> Optional.of(mlkd(one)));
        losses.put("pinball", GoldenLosses::pinball);
        losses.put(
                "regression_mse",
                one -> Optional.of(
                        new RegressionMse(one.params().path("teacherWeight").asDouble(1))));
        losses.put("reverse_kl", one -> scale(one).map(scale -> new ReverseKl(one.number("temperature"), scale)));
        losses.put("teacher_bounded", one -> one.convention(TeacherBounded.Form.class)
                .map(form -> new TeacherBounded(
                        one.number("margin"), form, one.params().path("nu").asDouble(0.5))));
        losses.put("total_variation", one -> one.convention(TotalVariation.Norm.class)
                .map(norm -> new TotalVariation(one.number("temperature"), norm)));
        losses.put("ttm", one -> Optional.of(new Ttm(1 / one.number("gamma"))));
        losses.put("wttm", one -> Optional.of(new Wttm(1 / one.number("gamma"))));
        Map<String, Function<GoldenCase, Optional<Function<Signals, Term>>>> all = new TreeMap<>();
        losses.forEach((file, loss) -> all.put(file, one -> loss.apply(one).map(known -> known::evaluate)));
        all.putAll(GoldenFeatures.compositions());
        all.put("kd_combined", one -> Optional.of(combined(one)));
        return all;
    }

    private static Optional<Loss> crossEntropy(GoldenCase one) {
        return one.convention(Smoothing.class)
                .map(smoothing -> new CrossEntropy(one.number("labelSmoothing"), smoothing));
    }

    private static Optional<Loss> softTargets(GoldenCase one) {
        double temperature = one.number("temperature");
        return switch (one.convention()) {
            case "batchmean-T2" -> Optional.of(new SoftTargets(temperature));
            case "batchmean" -> Optional.of(new SoftTargets(temperature, Scale.ONE, Mean.ROWS));
            case "elementmean-T2" ->
                Optional.of(new SoftTargets(temperature, Scale.TEMPERATURE_SQUARED, Mean.ELEMENTS));
            case "soft-cross-entropy-T2" -> Optional.of(new SoftCrossEntropy(temperature, Scale.TEMPERATURE_SQUARED));
            case "spatial-batchmean-T2" -> Optional.of(new PixelSoftTargets(temperature, PixelSoftTargets.Mean.ROWS));
            case "spatial-pixelmean-T2" -> Optional.of(new PixelSoftTargets(temperature, PixelSoftTargets.Mean.PIXELS));
            default -> Optional.empty();
        };
    }

    private static Optional<Scale> scale(GoldenCase one) {
        return switch (one.convention()) {
            case "batchmean-T2" -> Optional.of(Scale.TEMPERATURE_SQUARED);
            case "batchmean" -> Optional.of(Scale.ONE);
            default -> Optional.empty();
        };
    }

    private static Optional<Loss> jensenShannon(GoldenCase one) {
        boolean kl = one.convention().equals("endpoints-as-kl");
        return (kl ? Optional.of(Scale.ONE) : scale(one))
                .map(scale -> new JensenShannon(
                        one.number("temperature"), one.number("beta"), scale, kl ? Endpoints.KL : Endpoints.ZERO));
    }

    private static Dkd dkd(GoldenCase one) {
        return new Dkd(one.number("temperature"), one.number("alpha"), one.number("beta"));
    }

    private static Optional<Loss> dist(GoldenCase one) {
        Optional<Dist.Epsilon> epsilon =
                switch (one.convention()) {
                    case "eps-added" -> Optional.of(Dist.Epsilon.ADDED);
                    case "eps-clamped" -> Optional.of(Dist.Epsilon.CLAMPED);
                    case "eps-none" -> Optional.of(Dist.Epsilon.NONE);
                    default -> Optional.empty();
                };
        return epsilon.map(e -> new Dist(one.number("temperature"), one.number("beta"), one.number("gamma"), e));
    }

    private static Optional<Loss> logitStandardization(GoldenCase one) {
        double temperature = one.number("temperature");
        Scale scale = one.convention().endsWith("noT2") ? Scale.ONE : Scale.TEMPERATURE_SQUARED;
        Loss inner = one.params().get("base").asString().equals("dkd")
                ? dkd(one)
                : new SoftTargets(temperature, scale, Mean.ROWS);
        return switch (one.convention()) {
            case "sample-std", "sample-std-noT2" ->
                Optional.of(new LogitStandardization(inner, Deviation.SAMPLE, one.number("eps")));
            case "population-std" ->
                Optional.of(new LogitStandardization(inner, Deviation.POPULATION, one.number("eps")));
            default -> Optional.empty();
        };
    }

    private static Mlkd mlkd(GoldenCase one) {
        String part = one.params().get("part").asString();
        return new Mlkd(
                numbers(one.params().get("temperatures")),
                weight(part, "instance"),
                weight(part, "batch"),
                weight(part, "class"));
    }

    private static double weight(String part, String which) {
        return part.equals(which) || part.equals("all") ? 1 : 0;
    }

    private static Optional<Loss> pinball(GoldenCase one) {
        TargetSource from = one.rank("target") == 1 ? TargetSource.TARGETS : TargetSource.TEACHER;
        return reduction(one).map(r -> new Pinball(numbers(one.params().get("quantiles")), from, r));
    }

    private static Optional<Reduction> reduction(GoldenCase one) {
        return one.convention(Reduction.class);
    }

    private static List<Double> numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asDouble)
                .toList();
    }

    private static Function<Signals, Term> combined(GoldenCase one) {
        WeightedLoss hard = new WeightedLoss(one.number("hardWeight"), new CrossEntropy());
        WeightedLoss soft = new WeightedLoss(one.number("softWeight"), new SoftTargets(one.number("temperature")));
        return signals -> new Plain(List.of(hard, soft))
                .begin(Contexts.ofLogits(
                        Math.toIntExact(signals.student().logits().size(1))))
                .evaluate(signals);
    }
}
