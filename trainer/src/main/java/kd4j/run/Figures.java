package kd4j.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kd4j.loss.Part;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;

/** The numbers of an epoch and of a result under the names that other logs call them by. */
final class Figures {
    /** A number that every epoch has. */
    static final String ALWAYS = "objective";

    private final Map<String, Double> all = new LinkedHashMap<>();

    private Figures() {}

    /** Those of an epoch, the objective first. */
    static Map<String, Double> of(MetricsLog.Line line) {
        Figures figures = new Figures();
        figures.put(ALWAYS, line.objective());
        figures.terms("term/", line.terms());
        line.pulls().forEach((name, share) -> figures.put("gradient-share/" + name, share));
        figures.put("rate", line.rate());
        figures.assessed("validation/", line.validation());
        figures.put("seconds/steps", line.seconds());
        figures.put("seconds/teacher", line.teacherSeconds());
        figures.put("seconds/waiting", line.waitSeconds());
        return figures.all;
    }

    /** Those of the selected network; none of a part whose answers nobody knows. */
    static Map<String, Double> of(ArmResult result) {
        Figures figures = new Figures();
        if (result.test() != null) {
            figures.assessed("test/", result.test());
        }
        figures.put("best-epoch", result.bestEpoch());
        figures.put("parameters", result.parameters());
        figures.put("macs", result.macs());
        return figures.all;
    }

    private void terms(String before, List<Part> parts) {
        for (Part part : parts) {
            String name = put(before + part.name(), part.value());
            terms(name + "/", part.parts());
        }
    }

    private void assessed(String before, Assessment assessment) {
        if (assessment instanceof Classified c) {
            put(before + "accuracy", c.accuracy());
            put(before + "errors", c.errors());
            put(before + "nll", c.negativeLogLikelihood());
            put(before + "calibration-error", c.calibrationError());
            c.teacher().ifPresent(t -> {
                put(before + "agreement", t.agreement());
                put(before + "divergence", t.divergence());
            });
        } else {
            Regressed r = (Regressed) assessment;
            put(before + "rmse", r.rmse());
            put(before + "mae", r.mae());
            r.r2().ifPresent(r2 -> put(before + "r2", r2));
            r.quantiles().ifPresent(q -> put(before + "pinball", q.pinball()));
            r.teacher().ifPresent(t -> put(before + "teacher-mse", t.meanSquare()));
        }
    }

    /** Two parts may share a name; the name that was used is answered. */
    private String put(String name, double value) {
        String free = name;
        for (int i = 2; all.containsKey(free); i++) {
            free = name + "-" + i;
        }
        all.put(free, value);
        return free;
    }
}
