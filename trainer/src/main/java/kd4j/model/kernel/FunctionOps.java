package kd4j.model.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Relu6;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** The functions of {@link Function} and their slopes by ND4J's operations. */
final class FunctionOps {
    private static final double LEAK = 0.01;

    private FunctionOps() {}

    static void apply(Function function, INDArray input, INDArray output) {
        switch (function) {
            case RELU -> relu(input, output);
            case RELU6 -> clip(input, output);
            case LEAKY_RELU -> run(new LeakyReLU(input, output, LEAK));
            case GELU -> times(input, normalShare(input), output);
            case HARD_SWISH -> times(input, hardSigmoid(input), output);
            case TANH -> run(new Tanh(input, output));
            case SIGMOID -> run(new Sigmoid(input, output));
        }
    }

    static void relu(INDArray input, INDArray output) {
        run(new RectifiedLinear(input, output, 0.0));
    }

    /** The slope, a new array. */
    static INDArray slope(Function function, INDArray input, INDArray output) {
        return switch (function) {
            case RELU -> positive(output);
            case RELU6 -> positive(output).muli(positive(output.rsub(6)));
            case LEAKY_RELU -> positive(output).muli(1 - LEAK).addi(LEAK);
            case GELU -> normalShare(input).addi(normalDensity(input).muli(input));
            case HARD_SWISH -> hardSigmoid(input).addi(hardSlope(input));
            case TANH -> output.mul(output).rsubi(1);
            case SIGMOID -> output.rsub(1).muli(output);
        };
    }

    /** Fills the mask with 1 where the number is greater than 0, else 0: twice as fast as relu_bp, which is not vectorised. */
    static INDArray positive(INDArray values, INDArray mask) {
        run(new Step(values, mask, 0.0));
        return mask;
    }

    private static INDArray positive(INDArray values) {
        return positive(values, like(values));
    }

    private static void clip(INDArray input, INDArray output) {
        run(new Relu6(input, output, 0.0));
    }

    /** The share of a standard normal that is below; by the complement, whose digits are right far down. */
    private static INDArray normalShare(INDArray values) {
        INDArray share = values.mul(-Math.sqrt(0.5));
        run(new Erfc(share, share));
        return share.muli(0.5);
    }

    private static INDArray normalDensity(INDArray values) {
        INDArray density = values.mul(values).muli(-0.5);
        run(new Exp(density, density));
        return density.muli(1 / Math.sqrt(2 * Math.PI));
    }

    private static INDArray hardSigmoid(INDArray values) {
        INDArray shifted = values.add(3);
        clip(shifted, shifted);
        return shifted.divi(6);
    }

    /** What the slope of the hard sigmoid adds: a sixth of the number between -3 and 3. */
    private static INDArray hardSlope(INDArray values) {
        INDArray inside = positive(values.mul(values).rsubi(9));
        return inside.muli(values).divi(6);
    }

    private static void times(INDArray a, INDArray b, INDArray output) {
        Nd4j.exec(new MulOp(a, b, output));
    }

    private static INDArray like(INDArray array) {
        return Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
    }

    private static void run(Op op) {
        Nd4j.getExecutioner().exec(op);
    }
}
