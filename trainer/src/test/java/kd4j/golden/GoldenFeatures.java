package kd4j.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kd4j.loss.Ab;
import kd4j.loss.AttentionTransfer;
import kd4j.loss.Cc;
import kd4j.loss.Cwd;
import kd4j.loss.DetectionCell;
import kd4j.loss.Fsp;
import kd4j.loss.Ft;
import kd4j.loss.Hint;
import kd4j.loss.Ickd;
import kd4j.loss.Loss;
import kd4j.loss.Nst;
import kd4j.loss.Outputs;
import kd4j.loss.Pkt;
import kd4j.loss.Reduction;
import kd4j.loss.Relations;
import kd4j.loss.ReviewHcl;
import kd4j.loss.RkdAngle;
import kd4j.loss.RkdDistance;
import kd4j.loss.Signals;
import kd4j.loss.Sp;
import kd4j.loss.Term;
import kd4j.loss.Vid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which golden file is about which of our losses of inner layers. */
final class GoldenFeatures {
    private GoldenFeatures() {}

    /** By file: the loss for a case, empty where it has a convention that is not offered. */
    static Map<String, Function<GoldenCase, Optional<Loss>>> losses() {
        Map<String, Function<GoldenCase, Optional<Loss>>> losses = new TreeMap<>();
        losses.put("ab", GoldenFeatures::ab);
        losses.put("attention_transfer", one -> one.convention(AttentionTransfer.Form.class)
                .map(form -> new AttentionTransfer((int) one.number("p"), form)));
        losses.put("cc", one -> one.convention(Cc.Form.class)
                .map(form -> new Cc(
                        form,
                        one.params().path("gamma").asDouble(0.4),
                        one.params().path("order").asInt(2))));
        losses.put("cwd", one -> Optional.of(new Cwd(one.number("temperature"))));
        losses.put("detection_cell", GoldenFeatures::detectionCell);
        losses.put("fitnet_hint", one -> reduction(one).map(Hint::new));
        losses.put("fsp", one -> one.convention(Fsp.Form.class).map(Fsp::new));
        losses.put("ft", one -> one.convention(Ft.Form.class).map(Ft::new));
        losses.put("ickd", one -> one.convention(Ickd.Form.class).map(Ickd::new));
        losses.put("nst", one -> Optional.of(new Nst()));
        losses.put("pkt", GoldenFeatures::pkt);
        losses.put("rkd_angle", one -> relations(one).map(RkdAngle::new));
        losses.put("rkd_distance", one -> relations(one).map(RkdDistance::new));
        losses.put("simkd", GoldenFeatures::simkd);
        losses.put("sp", GoldenFeatures::sp);
        return losses;
    }

    /** By file: what is made of losses of ours for a case. */
    static Map<String, Function<GoldenCase, Optional<Function<Signals, Term>>>> compositions() {
        return Map.of(
                "mgd", GoldenFeatures::mgd,
                "review_hcl", one -> Optional.of(signals -> stages(signals, (int) one.number("stages"))),
                "vid", one -> reduction(one).map(r -> signals -> vid(new Vid(r), signals)));
    }

    private static Optional<Loss> ab(GoldenCase one) {
        return switch (one.convention()) {
            case "sum-batchmean" -> Optional.of(new Ab(one.number("margin"), Ab.Scale.ONE));
            case "times-0.003" -> Optional.of(new Ab(one.number("margin"), Ab.Scale.THOUSANDTHS));
            default -> Optional.empty();
        };
    }

    private static Optional<Loss> detectionCell(GoldenCase one) {
        boolean cells = one.convention().equals("cell-mean");
        return Optional.of(new DetectionCell(
                one.number("temperature"),
                one.number("classWeight"),
                one.number("boxWeight"),
                cells ? DetectionCell.Mean.CELLS : DetectionCell.Mean.OBJECTNESS));
    }

    private static Optional<Loss> pkt(GoldenCase one) {
        return Optional.of(new Pkt(one.convention().equals("code") ? Pkt.Form.CODE : Pkt.Form.PAPER));
    }

    private static Optional<Loss> simkd(GoldenCase one) {
        return one.convention().equals("projected") ? Optional.of(new Hint(Reduction.ELEMENT_MEAN)) : Optional.empty();
    }

    private static Optional<Loss> sp(GoldenCase one) {
        return switch (one.convention()) {
            case "l2-rows" -> Optional.of(new Sp(Sp.Norm.L2));
            case "l1-rows" -> Optional.of(new Sp(Sp.Norm.L1));
            default -> Optional.empty();
        };
    }

    private static Optional<Relations> relations(GoldenCase one) {
        return one.convention().endsWith("-sum") ? Optional.of(Relations.SUM) : one.convention(Relations.class);
    }

    private static Optional<Reduction> reduction(GoldenCase one) {
        return switch (one.convention()) {
            case "sum-batchmean" -> Optional.of(Reduction.ROW_SUM);
            case "half-sum-batchmean" -> Optional.of(Reduction.HALF_ROW_SUM);
            default -> one.convention(Reduction.class);
        };
    }

    private static Optional<Function<Signals, Term>> mgd(GoldenCase one) {
        double alpha = one.number("alpha");
        return one.convention().equals("generated-given")
                ? Optional.of(signals -> times(alpha, new Hint(Reduction.ROW_SUM).evaluate(signals)))
                : Optional.empty();
    }

    private static Term times(double weight, Term term) {
        term.gradients().values().forEach(gradient -> gradient.muli(weight));
        return new Term("weighted", weight * term.value(), term.gradients(), List.of(term.weighted(weight)));
    }

    /** The sum over stages, each at a tap that is called by its number. */
    private static Term stages(Signals signals, int count) {
        double value = 0;
        Map<String, INDArray> gradients = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String stage = String.valueOf(i);
            Outputs student = new Outputs(Map.of(Outputs.TAP, signals.student().at(stage)));
            Outputs teacher = new Outputs(Map.of(Outputs.TAP, signals.teacher().at(stage)));
            Term term = new ReviewHcl().evaluate(new Signals(signals.labels(), student, teacher, 0));
            value += term.value();
            gradients.put(stage, term.gradients().get(Outputs.TAP));
        }
        return new Term("stages", value, gradients, List.of());
    }

    /** The file has one scale a channel, which is every row's; its gradient is the sum of theirs. */
    private static Term vid(Vid loss, Signals signals) {
        INDArray scale = signals.student().at("logScale");
        INDArray means = signals.student().at(Outputs.TAP);
        INDArray rows = scale.reshape(1, scale.length()).repeat(0, means.size(0));
        Outputs student = new Outputs(Map.of(Outputs.TAP, means, Vid.LOG_SCALE, rows));
        Term term = loss.evaluate(new Signals(signals.labels(), student, signals.teacher(), 0));
        INDArray atScale = term.gradients().get(Vid.LOG_SCALE).sum(0);
        return new Term(
                term.name(),
                term.value(),
                Map.of(Outputs.TAP, term.gradients().get(Outputs.TAP), "logScale", atScale),
                List.of());
    }
}
