package kd4j.loss;

import kd4j.component.Component;
import kd4j.component.Default;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Whether each row has the same neighbours for the student as for the teacher (probabilistic knowledge transfer): {@code
 * K_ij = (cos(x_i, x_j) + 1) / 2}, with rows divided by their sums, is the probability that row {@code i} picks row {@code
 * j}; the loss is the mean over all pairs of {@code P_teacher * log(P_teacher / P_student)}. It is 0 when both agree, up to
 * the lengths of the rows. Both are {@code [rows, ...]} of any shape, also different ones, laid out as vectors; two rows or
 * more. Worked in doubles. The gradient at {@code P_student} is {@code -P_teacher / P_student}, taken back through sums,
 * cosines and lengths. The mean is small, so that usual weights are 30,000. Source: Passalis and Tefas, arXiv 1803.10837.
 *
 * @param form {@code code}, as above, with 1e-7 added to lengths and probabilities and each row among its own neighbours
 *     (the authors' code), or {@code paper}: the sum over pairs of different rows, with nothing added but probabilities
 *     taken as at least 1e-30
 */
@Component("pkt")
public record Pkt(@Default("code") Form form) implements TapLoss {
    private static final String NAME = "pkt";

    private static final double SMALL = 1e-7;
    private static final double LEAST = 1e-30;

    /** Which pairs count, and how. */
    public enum Form {
        /** The mean over all pairs. */
        CODE,
        /** The sum over pairs of different rows. */
        PAPER
    }

    @Override
    public Term evaluate(Signals signals) {
        Pair pair = Pair.of(NAME, signals);
        Pair vectors = pair.vectors().doubles();
        INDArray rows = vectors.student();
        Unit unit = unit(rows);
        INDArray kernel = kernel(unit);
        INDArray sums = kernel.sum(true, 1);
        INDArray p = kernel.divi(sums);
        INDArray target = kernel(unit(vectors.teacher()));
        target.divi(target.sum(true, 1));
        INDArray above = floored(p);
        double factor = form == Form.CODE ? 1.0 / p.length() : 1;
        double value =
                factor * Scores.dot(target, Transforms.log(floored(target).divi(above), false));
        INDArray atP = target.divi(above).muli(-factor);
        INDArray atKernel = atP.subi(atP.mul(p).sum(true, 1)).divi(sums);
        withoutOwn(atKernel);
        // Cosines are halved in the kernel, and both orders of a pair are the same cosine.
        INDArray atUnits = Products.of(atKernel.add(atKernel.transpose()).muli(0.5), false, unit.unit(), false);
        return pair.term(value, unit.backward(atUnits, 1));
    }

    private Unit unit(INDArray rows) {
        return Unit.along(rows, 1, form == Form.CODE ? SMALL : 0);
    }

    private INDArray kernel(Unit unit) {
        INDArray kernel =
                Products.of(unit.unit(), false, unit.unit(), true).addi(1).divi(2);
        withoutOwn(kernel);
        return kernel;
    }

    private void withoutOwn(INDArray pairs) {
        if (form == Form.PAPER) {
            pairs.subi(pairs.mul(Nd4j.eye(pairs.size(0)).castTo(pairs.dataType())));
        }
    }

    private INDArray floored(INDArray p) {
        return form == Form.CODE ? p.add(SMALL) : Transforms.max(p, LEAST, true);
    }
}
