package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Shows another loss of class scores only the shape of each row, not its mean or its spread: the scores of student and
 * teacher become {@code z = (x - mean of the row) / (e + standard deviation of the row)} before that loss sees them, so that
 * a small student need not reach the teacher's scores, only their proportions. Logits are {@code [rows, classes]}, two
 * classes or more. The gradient is the inner loss's, taken back through mean and standard deviation. Not around a loss of
 * labels alone: scores that are kept from growing never get sure. Source: Sun et al., arXiv 2403.01427, who multiply the
 * loss by 9 and put it around {@code soft-targets} at temperature 2.
 *
 * @param loss the loss that sees the standardised scores; one that reads class scores and nothing else
 * @param deviation what the squares are divided by: {@code sample}, classes - 1 (the authors' code), or {@code population},
 *     classes
 * @param epsilon {@code e}, added to the standard deviation, >= 0
 */
@Component("logit-standardization")
public record LogitStandardization(Loss loss, @Default("sample") Deviation deviation, @Default("1e-7") double epsilon)
        implements ClassLoss {
    private static final String NAME = "logit-standardization";

    /** What the sum of squares is divided by. */
    public enum Deviation {
        /** Classes - 1. */
        SAMPLE,
        /** Classes. */
        POPULATION
    }

    public LogitStandardization {
        Set<String> scores = Set.of(Outputs.LOGITS);
        Require.that(
                loss.studentTaps().equals(scores) && scores.containsAll(loss.teacherTaps()),
                "loss",
                loss,
                "a loss that reads class scores and nothing else");
        Require.notNegative("epsilon", epsilon);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray logits = Scores.student(NAME, signals);
        Rows student = Rows.of(logits, this);
        Outputs teacher = signals.teacher();
        if (!loss.teacherTaps().isEmpty()) {
            Map<String, INDArray> arrays = new TreeMap<>(teacher.arrays());
            arrays.put(
                    Outputs.LOGITS,
                    Rows.of(Scores.teacher(NAME, signals, logits), this).standard());
            teacher = new Outputs(arrays);
        }
        Term inner = loss.evaluate(new Signals(
                signals.labels(),
                Outputs.ofLogits(student.standard()),
                teacher,
                signals.progress(),
                signals.targets()));
        INDArray gradient = student.backward(inner.gradients().get(Outputs.LOGITS), this);
        return new Term(NAME, inner.value(), Map.of(Outputs.LOGITS, gradient), List.of(inner.weighted(1)));
    }

    @Override
    public Set<String> teacherTaps() {
        return loss.teacherTaps();
    }

    private double count(long classes) {
        if (classes < 2) {
            throw new ShapeException(
                    "%s: logits have shape [rows, %d]; a row of one number has no spread, use two classes or more"
                            .formatted(NAME, classes));
        }
        return deviation == Deviation.SAMPLE ? classes - 1 : classes;
    }

    /**
     * Standardised rows: {@code standard = centred / spread}, where {@code spread} is the deviation with epsilon, {@code
     * [rows, 1]}.
     */
    private record Rows(INDArray standard, INDArray deviation, INDArray spread) {
        static Rows of(INDArray logits, LogitStandardization settings) {
            INDArray centred = logits.sub(logits.mean(true, 1));
            // Anew, because a float mean of large scores leaves a rest.
            centred.subi(centred.mean(true, 1));
            INDArray deviation =
                    Transforms.sqrt(centred.mul(centred).sum(true, 1).divi(settings.count(logits.size(1))), false);
            INDArray spread = deviation.add(settings.epsilon());
            // A row of equal scores stays at 0 where there is no epsilon.
            spread.addi(spread.lte(0).castTo(spread.dataType()));
            return new Rows(centred.divi(spread), deviation, spread);
        }

        /**
         * {@code (g - mean g) / spread - z * sum(g z) / (n * deviation)}, without the second part for a row of equal scores.
         */
        INDArray backward(INDArray gradient, LogitStandardization settings) {
            double count = settings.count(standard.size(1));
            INDArray flat = deviation.lte(0).castTo(deviation.dataType());
            INDArray along =
                    gradient.mul(standard).sum(true, 1).divi(deviation.add(flat).muli(count));
            return gradient.subi(gradient.mean(true, 1)).divi(spread).subi(standard.mul(along));
        }
    }
}
