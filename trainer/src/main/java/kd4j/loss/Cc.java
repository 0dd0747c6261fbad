package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Whether rows that are near each other for the teacher are near each other for the student (correlation congruence): the
 * mean over all pairs of rows of {@code (K_student - K_teacher)^2}, where {@code K} is a Gaussian kernel of the two rows,
 * divided by their L2 norms first, as its Taylor series {@code exp(-2 gamma) * sum_q (2 gamma)^q / q! * <x_i, x_j>^q}. It is
 * 0 when both agree. Both are {@code [rows, ...]}, of any shape, also different ones (except for {@code neighbour-product}).
 * Worked in doubles; the gradient at {@code F}, rows as vectors, is {@code (D + D') F} with {@code D} the gradient at {@code
 * F F'}. Public implementations are different losses under the same name, so that no two results compare; see {@code form}.
 * Source: Peng et al., arXiv 1904.01802.
 *
 * @param form {@code gaussian-normalised-mse} (the paper's, above); {@code gaussian-frobenius}, {@code |K_student -
 *     K_teacher| / rows^2}, a norm that is not squared, of rows as they are, and {@code bilinear-frobenius}, the same with
 *     {@code K = F F'} (both torchdistill's); {@code neighbour-product}, the mean over neighbouring rows of {@code sum |s_i
 *     - t_i| |s_(i+1) - t_(i+1)|}, which depends on the order of the rows (RepDistiller's)
 * @param gamma width of the Gaussian kernel, > 0
 * @param order last power of the Taylor series, >= 1
 */
@Component("cc")
public record Cc(@Default("gaussian-normalised-mse") Form form, @Default("0.4") double gamma, @Default("2") int order)
        implements TapLoss {
    private static final String NAME = "cc";

    /** What is compared. */
    public enum Form {
        /** Gaussian kernels of rows of length 1: the mean of squared differences. */
        GAUSSIAN_NORMALISED_MSE,
        /** Gaussian kernels of rows as they are: the norm of the differences. */
        GAUSSIAN_FROBENIUS,
        /** Products of rows: the norm of the differences. */
        BILINEAR_FROBENIUS,
        /** Products of the differences of neighbouring rows. */
        NEIGHBOUR_PRODUCT
    }

    public Cc {
        Require.positive("gamma", gamma);
        Require.positive("order", order);
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals);
        return form == Form.NEIGHBOUR_PRODUCT
                ? neighbours(pair)
                : kernels(pair, pair.vectors().doubles());
    }

    private Term kernels(Pair pair, Pair vectors) {
        Measured measured = form == Form.GAUSSIAN_NORMALISED_MSE
                ? Measured.ofUnits(vectors, this::measured)
                : measured(vectors.student(), vectors.teacher());
        return pair.term(measured.value(), measured.gradient());
    }

    private Measured measured(INDArray student, INDArray teacher) {
        INDArray products = Products.of(student, false, student, true);
        INDArray difference = kernel(products).subi(kernel(Products.of(teacher, false, teacher, true)));
        Measured measured = reduced(difference);
        // The kernel is symmetric, and so is its gradient.
        INDArray atProducts = measured.gradient().muli(slope(products)).muli(2);
        return new Measured(measured.value(), Products.of(atProducts, false, student, false));
    }

    private Measured reduced(INDArray difference) {
        double factor = 1.0 / difference.length();
        if (form == Form.GAUSSIAN_NORMALISED_MSE) {
            return Measured.square(difference, factor);
        }
        Measured norm = Measured.norms(difference.reshape(1, difference.length()), 1, factor);
        return new Measured(norm.value(), norm.gradient().reshape(difference.shape()));
    }

    private INDArray kernel(INDArray products) {
        return form == Form.BILINEAR_FROBENIUS ? products.dup() : series(products, 0);
    }

    private INDArray slope(INDArray products) {
        return form == Form.BILINEAR_FROBENIUS ? products.dup().assign(1) : series(products, 1);
    }

    /**
     * The Taylor series, or its derivative, by Horner's rule: {@code sum_q c_q x^q} with {@code c_q = e^(-2g) (2g)^q / q!}.
     */
    private INDArray series(INDArray x, int derivative) {
        INDArray sum = x.dup().assign(0);
        for (int q = order; q >= derivative; q--) {
            double factorial = 1;
            for (int i = 2; i <= q - derivative; i++) {
                factorial *= i;
            }
            sum.muli(x).addi(Math.exp(-2 * gamma) * Math.pow(2 * gamma, q) / factorial);
        }
        return sum;
    }

    private static Term neighbours(Pair pair) {
        INDArray difference = pair.same().vectors().student().sub(pair.vectors().teacher());
        long rows = difference.size(0);
        pair.check(rows > 1, "neighbours need two rows or more");
        INDArray size = Transforms.abs(difference, true);
        INDArray upper = size.get(NDArrayIndex.interval(0, rows - 1));
        INDArray lower = size.get(NDArrayIndex.interval(1, rows));
        INDArray around = Nd4j.zeros(size.dataType(), size.shape());
        around.get(NDArrayIndex.interval(0, rows - 1)).addi(lower);
        around.get(NDArrayIndex.interval(1, rows)).addi(upper);
        double value = Scores.dot(upper, lower) / (rows - 1);
        return pair.term(value, around.muli(Transforms.sign(difference, false)).divi(rows - 1));
    }
}
