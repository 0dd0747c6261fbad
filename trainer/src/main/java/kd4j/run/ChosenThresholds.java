package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import kd4j.engine.Evaluator;
import kd4j.export.BundleParts;
import kd4j.metric.Thresholds;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The thresholds of a bundle's student: chosen by the validation rows, told on the test rows.
 *
 * @param thresholds what is wanted
 * @param data the rows
 * @param alarm is told of classes for which it was not reached
 */
record ChosenThresholds(Thresholds thresholds, Prepared data, Consumer<String> alarm) {
    BundleParts.Chosen of(Model student) {
        Evaluator validation = Evaluator.of(data.validation(), data.transforms(), Optional.empty());
        Evaluator test = Evaluator.of(data.data().test(), data.transforms(), Optional.empty());
        try (INDArray logits = validation.logits(student);
                INDArray shown = test.logits(student)) {
            Thresholds.Chosen chosen = thresholds.choose(logits, validation.labels());
            chosen.unreached()
                    .forEach(c -> alarm.accept(
                            "thresholds: what is wanted (%s) is reached for class '%s' with no threshold on the %d validation rows; its threshold is 1, so that the bundle all but never answers with it. Take more validation rows, or want less"
                                    .formatted(thresholds, data.data().outputs().get(c), validation.labels().length)));
            return new BundleParts.Chosen(chosen.values(), words(chosen, Accepted.of(shown, test.labels(), chosen)));
        }
    }

    private String words(Thresholds.Chosen chosen, Accepted test) {
        List<String> lines = new ArrayList<>(List.of("| class | accepted from probability |", "|---|---|"));
        for (int c = 0; c < chosen.values().size(); c++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.4f%s |",
                    data.data().outputs().get(c).replace("|", "\\|"),
                    chosen.values().get(c),
                    chosen.unreached().contains(c) ? ", which does not do what was wanted" : ""));
        }
        lines.add("");
        lines.add(
                "Below these, the answer is that nothing was recognised. Of the %d test rows, %d are accepted; of these, %d are right."
                        .formatted(test.rows(), test.accepted(), test.right()));
        return String.join("\n", lines);
    }

    /** Rows whose most probable class reaches its threshold. */
    private record Accepted(int rows, int accepted, int right) {
        static Accepted of(INDArray logits, int[] labels, Thresholds.Chosen chosen) {
            double[][] scores = logits.toDoubleMatrix();
            int accepted = 0;
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                int best = Thresholds.answer(scores[i]);
                if (Thresholds.probability(scores[i], best) >= chosen.values().get(best)) {
                    accepted++;
                    right += best == labels[i] ? 1 : 0;
                }
            }
            return new Accepted(labels.length, accepted, right);
        }
    }
}
