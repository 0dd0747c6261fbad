package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft targets at several temperatures, together with how alike rows and classes are (multi-level logit distillation):
 * summed over temperatures T, with {@code P = softmax(logits / T)}, {@code [rows, classes]}: {@code instance = T^2 * mean
 * over rows of KL(P_teacher || P_student)} (nats), {@code batch = sum((P_teacher P_teacher' - P_student P_student')^2) /
 * rows} over pairs of rows, and {@code class = sum((P_teacher' P_teacher - P_student' P_student)^2) / classes} over pairs of
 * classes. It is 0 when both agree. Logits of both are {@code [rows, classes]}. The gradients at P are {@code 4 / rows * (Ps
 * Ps' - Pt Pt') Ps} and {@code 4 / classes * Ps (Ps' Ps - Pt' Pt)}. Batch and class parts grow with the batch. The authors
 * also show two views of each image and leave out rows of which the teacher is unsure; this is the loss alone. Source: Jin
 * et al., Multi-level logit distillation, CVPR 2023.
 *
 * @param temperatures what logits are divided by before the softmax, one after the other, all > 0
 * @param instanceWeight weight of the part about single rows, >= 0
 * @param batchWeight weight of the part about pairs of rows, >= 0
 * @param classWeight weight of the part about pairs of classes, >= 0
 */
@Component("mlkd")
public record Mlkd(
        @Default("[2.0, 3.0, 4.0, 5.0, 6.0]") List<Double> temperatures,
        @Default("1.0") double instanceWeight,
        @Default("1.0") double batchWeight,
        @Default("1.0") double classWeight)
        implements ClassLoss {
    private static final String NAME = "mlkd";

    public Mlkd {
        temperatures = List.copyOf(temperatures);
        Require.that(
                !temperatures.isEmpty() && temperatures.stream().allMatch(t -> t > 0 && Double.isFinite(t)),
                "temperatures",
                temperatures,
                "a list of numbers > 0, at least one");
        Require.notNegative("instance-weight", instanceWeight);
        Require.notNegative("batch-weight", batchWeight);
        Require.notNegative("class-weight", classWeight);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray teacher = Scores.teacher(NAME, signals, student);
        Levels sums = temperatures.stream()
                .map(temperature -> at(temperature, Softened.of(student, teacher, temperature)))
                .reduce(Levels::plus)
                .orElseThrow();
        List<Part> parts = List.of(
                Part.of(instanceWeight, "instance", sums.instance()),
                Part.of(batchWeight, "batch", sums.batch()),
                Part.of(classWeight, "class", sums.classes()));
        double value =
                parts.stream().mapToDouble(part -> part.weight() * part.value()).sum();
        return new Term(NAME, value, Map.of(Outputs.LOGITS, sums.gradient()), parts);
    }

    private Levels at(double temperature, Softened both) {
        INDArray p = both.teacher().shares();
        INDArray q = both.student().shares();
        double rows = q.size(0);
        double classes = q.size(1);
        double kl = Scores.dot(p, both.teacher().log().subi(both.student().log())) / rows;
        INDArray ofRows = Products.of(q, false, q, true).subi(Products.of(p, false, p, true));
        INDArray ofClasses = Products.of(q, true, q, false).subi(Products.of(p, true, p, false));
        INDArray pairs = Products.of(ofRows, false, q, false)
                .muli(batchWeight * 4 / rows)
                .addi(Products.of(q, false, ofClasses, false).muli(classWeight * 4 / classes));
        INDArray gradient = both.student().backward(pairs).divi(temperature);
        gradient.addi(q.sub(p).muli(instanceWeight * temperature / rows));
        double batch = Scores.dot(ofRows, ofRows) / rows;
        return new Levels(temperature * temperature * kl, batch, Scores.dot(ofClasses, ofClasses) / classes, gradient);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }

    /** The three parts and the gradient of their weighted sum. */
    private record Levels(double instance, double batch, double classes, INDArray gradient) {
        Levels plus(Levels other) {
            return new Levels(
                    instance + other.instance,
                    batch + other.batch,
                    classes + other.classes,
                    gradient.addi(other.gradient));
        }
    }
}
