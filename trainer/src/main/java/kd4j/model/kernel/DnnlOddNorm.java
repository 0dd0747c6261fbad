package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Normalisation for numbers of channels that are no multiple of 8, as pruning leaves them: oneDNN has only slow code for these.
 * Put together from products, sums and depthwise convolutions of one pixel, which scale and shift quickly for any number.
 */
final class DnnlOddNorm {
    private static final Window PIXEL = Window.square(1, 1, 0);

    /** Rows and pixels are told apart only so that threads get equal parts. */
    private record Shape(long rows, long pixels, long channels, boolean relu) {
        static Shape of(INDArray values, boolean relu) {
            long channels = values.size(values.rank() - 1);
            return new Shape(values.size(0), values.length() / values.size(0) / channels, channels, relu);
        }
    }

    private final DnnlEngine engine;
    private final DnnlEltwise eltwise;
    private final DnnlSums sums;
    private final DnnlCache<Shape, DnnlConvolution> scalings = new DnnlCache<>(this::scaling);
    private final Memo spare = new Memo();
    private final Memo slopes = new Memo();
    private final Memo products = new Memo();

    DnnlOddNorm(DnnlEngine engine, DnnlEltwise eltwise, DnnlSums sums) {
        this.engine = engine;
        this.eltwise = eltwise;
        this.sums = sums;
    }

    void normalize(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            INDArray output) {
        double count = count(input, mean);
        sums.sum(input, mean);
        mean.divi(count);
        INDArray centred = centred(input, mean);
        sumProducts(centred, centred, input, variance);
        variance.divi(count);
        INDArray factor = gamma.div(deviation(variance, epsilon));
        scalings.of(Shape.of(input, relu)).forward(centred, factor, beta, output);
    }

    /** {@code output = input * scale + shift}, then {@code max(0, output)} where so said. */
    void scaleShift(INDArray input, INDArray scale, INDArray shift, boolean relu, INDArray output) {
        scalings.of(Shape.of(input, relu)).forward(input, scale, shift, output);
    }

    void gradient(
            INDArray input,
            INDArray gamma,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            INDArray output,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        INDArray slope = relu ? slope(output, outputGradient) : outputGradient;
        INDArray centred = centred(input, mean);
        DnnlConvolution scaling = scalings.of(Shape.of(input, false));
        sumProducts(centred, slope, input, gammaGradient);
        sums.sum(outputGradient.length(), slope, betaGradient);
        INDArray deviation = deviation(variance, epsilon);
        gammaGradient.divi(deviation);
        if (inputGradient != null) {
            // gamma / deviation * (dy - betaGradient / n - (x - mean) / deviation * gammaGradient / n)
            INDArray factor = gamma.div(deviation);
            INDArray term = factor.div(-count(input, mean));
            INDArray each = term.mul(gammaGradient).divi(deviation);
            scaling.forward(centred, each, term.muli(betaGradient), inputGradient);
            scaling.forward(slope, factor, Nd4j.zeros(DataType.FLOAT, mean.length()), centred);
            eltwise.add(inputGradient, centred, false, inputGradient);
        }
    }

    private INDArray slope(INDArray output, INDArray outputGradient) {
        INDArray slope = slopes.bytes(outputGradient.length() * Float.BYTES);
        eltwise.gradient(Function.RELU, null, output, outputGradient, slope);
        return slope;
    }

    /** Differences first, products then: means far from 0 would swallow the digits. */
    private INDArray centred(INDArray input, INDArray mean) {
        INDArray centred = spare.bytes(input.length() * Float.BYTES);
        scalings.of(Shape.of(input, false))
                .forward(input, Nd4j.ones(DataType.FLOAT, mean.length()), mean.neg(), centred);
        return centred;
    }

    private void sumProducts(INDArray a, INDArray b, INDArray like, INDArray result) {
        INDArray both = products.bytes(like.length() * Float.BYTES);
        eltwise.times(like.length(), a, b, both);
        sums.sum(like.length(), both, result);
    }

    private static INDArray deviation(INDArray variance, double epsilon) {
        INDArray sum = variance.add(epsilon);
        return Transforms.sqrt(sum, false);
    }

    private static double count(INDArray values, INDArray channels) {
        return (double) values.length() / channels.length();
    }

    private DnnlConvolution scaling(Shape shape) {
        int groups = Math.toIntExact(shape.channels);
        return new DnnlConvolution(
                engine,
                new DnnlConvolution.Shape(
                        PIXEL, groups, shape.rows, 1, shape.pixels, groups, groups, true, shape.relu));
    }
}
