package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far the student's raw class scores are from the teacher's: the mean of {@code (student - teacher)^2} over rows and
 * classes. It is 0 when both agree. Logits of both are {@code [rows, classes]}. The gradient is {@code 2 * (student -
 * teacher) / (rows * classes)}. Unlike losses of the softmax it also teaches the size of the scores, and a number added to
 * all scores of a row counts; not for a teacher whose scores are much larger than the student's can get. Sources: Ba and
 * Caruana, arXiv 1312.6184, section 2; Kim et al., arXiv 2105.08919.
 *
 * @param reduction {@code element-mean}, {@code row-sum} (the sum over classes, the mean over rows) or {@code half-row-sum}
 *     (half of that, the form of Ba and Caruana)
 */
@Component("logits-mse")
public record LogitsMse(@Default("element-mean") Reduction reduction) implements Loss {
    private static final String NAME = "logits-mse";

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        Measured squared = reduction.squared(student, Scores.teacher(NAME, signals, student));
        return new Term(NAME, squared.value(), Map.of(Outputs.LOGITS, squared.gradient()), List.of());
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }
}
