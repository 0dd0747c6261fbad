package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.loss.course.Course;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's softened class probabilities are from the teacher's, the loss that distillation is named after: {@code
 * T^2 * mean over rows of sum_c p_c * (log p_c - log q_c)} with {@code p = softmax(teacher / T)} and {@code q = softmax(student /
 * T)}, that is T^2 KL(teacher || student), in nats. It is 0 when both agree. Logits of both are {@code [rows, classes]}, over
 * the same classes in the same order. The gradient is {@code T * (q - p) / rows}; T^2 keeps its size about the same at every
 * temperature, so that the weight beside another loss need not change with T. Not for a teacher with other classes, or one that
 * gives probabilities only. Source: Hinton, Vinyals and Dean, arXiv 1503.02531, section 2.
 *
 * @param temperature what logits are divided by before the softmax, > 0, a number or a course over the training; higher ones show
 *     more of how the teacher ranks the wrong classes
 * @param scale what the divergence is multiplied with: {@code temperature-squared} (the paper's) or {@code one}
 * @param mean what the sum is divided by: {@code rows} (the paper's) or {@code elements}, rows times classes
 */
@Component("soft-targets")
public record SoftTargets(
        @Default("4.0") Course temperature, @Default("temperature-squared") Scale scale, @Default("rows") Mean mean)
        implements ClassLoss {
    private static final String NAME = "soft-targets";

    /** What the divergence is multiplied with. */
    public enum Scale {
        /** T^2. */
        TEMPERATURE_SQUARED,
        /** Nothing. */
        ONE;

        double factor(double temperature) {
            return this == ONE ? 1 : temperature * temperature;
        }

        /** A divergence as a part, with the name of its factor. */
        Part part(double temperature, String name, double divergence) {
            Part part = Part.of(factor(temperature), name, divergence);
            return this == ONE ? part : part.because("T^2");
        }
    }

    /** What the sum over rows and classes is divided by. */
    public enum Mean {
        /** The number of rows. */
        ROWS,
        /** The number of rows times the number of classes. */
        ELEMENTS
    }

    public SoftTargets {
        Require.that(temperature.least() > 0, "temperature", temperature.least(), "a number > 0");
    }

    /** With the same temperature all the time. */
    public SoftTargets(double temperature, Scale scale, Mean mean) {
        this(Course.of(temperature), scale, mean);
    }

    /** The paper's form. */
    public SoftTargets(double temperature) {
        this(temperature, Scale.TEMPERATURE_SQUARED, Mean.ROWS);
    }

    /** The paper's form, with a temperature that follows a course over the training. */
    public SoftTargets(Course temperature) {
        this(temperature, Scale.TEMPERATURE_SQUARED, Mean.ROWS);
    }

    @Override
    public Term evaluate(Signals signals) {
        double t = temperature.at(signals.progress());
        double factor = scale.factor(t);
        Softened both = Softened.of(NAME, signals, t);
        Softmax q = both.student();
        Softmax p = both.teacher();
        double count = mean == Mean.ROWS ? q.log().size(0) : q.log().length();
        double kl = Scores.dot(p.shares(), p.log().subi(q.log())) / count;
        INDArray gradient = q.shares().subi(p.shares()).muli(factor / t / count);
        return new Term(NAME, factor * kl, Map.of(Outputs.LOGITS, gradient), List.of(scale.part(t, "kl", kl)));
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
