package kd4j.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * How well the student's probabilities correlate with the teacher's, within each row and within each class, instead of how
 * near they are: {@code T^2 * (beta * (1 - mean over rows of r(q_row, p_row)) + gamma * (1 - mean over classes of
 * r(q_column, p_column)))} with Pearson's correlation {@code r}, {@code q = softmax(student / T)} and {@code p =
 * softmax(teacher / T)}. Meant for strong teachers, whose exact probabilities a small student cannot reach. It is 0 when
 * both correlate perfectly, whatever their scale, and at most 2 T^2 (beta + gamma). Logits of both are {@code [rows,
 * classes]}. With centred {@code x}, {@code y} and {@code D = |x| |y|}, the gradient of {@code r} at {@code x} is {@code y /
 * D - r * x / |x|^2}. Worked in doubles, because {@code 1 - r} costs a float half of its digits. The part about classes
 * needs batches of several rows of each class. Source: Huang et al., arXiv 2205.10536.
 *
 * @param temperature what logits are divided by before the softmax, > 0
 * @param beta weight of the correlation within rows (inter-class), >= 0
 * @param gamma weight of the correlation within classes (intra-class), >= 0
 * @param epsilon where the small number stands that keeps {@code D} from 0: {@code added} to it (the authors' code), {@code
 *     clamped}, each norm being at least that number, or {@code none} (the paper); constant rows and columns have
 *     correlation 0
 */
@Component("dist")
public record Dist(
        @Default("1.0") double temperature,
        @Default("2.0") double beta,
        @Default("2.0") double gamma,
        @Default("added") Epsilon epsilon)
        implements ClassLoss {
    private static final String NAME = "dist";
    private static final double SMALL = 1e-8;
    private static final double TINY = 1e-150;

    /** How division by 0 is avoided. */
    public enum Epsilon {
        /** {@code <x, y> / (|x| |y| + 1e-8)}. */
        ADDED,
        /** {@code <x, y> / (max(|x|, 1e-8) max(|y|, 1e-8))}. */
        CLAMPED,
        /** {@code <x, y> / (|x| |y|)}. */
        NONE
    }

    public Dist {
        Require.positive("temperature", temperature);
        Require.notNegative("beta", beta);
        Require.notNegative("gamma", gamma);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = Scores.student(NAME, signals);
        INDArray teacher = Scores.teacher(NAME, signals, student);
        Softened both = Softened.of(student.castTo(DataType.DOUBLE), teacher.castTo(DataType.DOUBLE), temperature);
        Correlation rows = correlation(both, 1);
        Correlation classes = correlation(both, 0);
        double factor = temperature * temperature;
        INDArray atShares = rows.gradient().muli(beta).addi(classes.gradient().muli(gamma));
        INDArray gradient = both.student().backward(atShares).muli(-temperature);
        double distance = beta * (1 - rows.mean()) + gamma * (1 - classes.mean());
        Part part = new Part(
                "T^2",
                factor,
                "distance",
                distance,
                List.of(Part.of(beta, "rows", 1 - rows.mean()), Part.of(gamma, "classes", 1 - classes.mean())));
        return new Term(
                NAME, factor * distance, Map.of(Outputs.LOGITS, gradient.castTo(student.dataType())), List.of(part));
    }

    /** Of student and teacher along an axis: the mean of r and its gradient at the student's shares. */
    private Correlation correlation(Softened both, int axis) {
        INDArray x = centred(both.student().shares(), axis);
        INDArray y = centred(both.teacher().shares(), axis);
        INDArray normX = norm(x, axis);
        INDArray normY = norm(y, axis);
        INDArray divisor =
                Transforms.max(normX.mul(normY).addi(epsilon == Epsilon.ADDED ? SMALL : 0), TINY * TINY, false);
        INDArray r = x.mul(y).sum(true, axis).divi(divisor);
        double count = r.length();
        // d divisor / dx is |y| x / |x| in all three forms.
        INDArray onX = r.mul(normY).divi(divisor).divi(normX).divi(count);
        INDArray gradient = y.divi(divisor).divi(count).subi(x.muli(onX));
        return new Correlation(r.sumNumber().doubleValue() / count, gradient);
    }

    private static INDArray centred(INDArray shares, int axis) {
        return shares.sub(shares.mean(true, axis));
    }

    private INDArray norm(INDArray x, int axis) {
        double least = epsilon == Epsilon.CLAMPED ? SMALL : TINY;
        return Transforms.max(Transforms.sqrt(x.mul(x).sum(true, axis), false), least, false);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.LOGITS);
    }

    private record Correlation(double mean, INDArray gradient) {}
}
