package kd4j.model.kernel;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastCopyOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastDivOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arithmetic with ND4J's own operations: runs wherever ND4J runs, graphics cards included, and is what faster kernels are
 * compared with. It leaves nothing in memos.
 */
public final class Nd4jKernels implements Kernels {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private final Scratch first = new Scratch();
    private final Scratch second = new Scratch();
    private final Scratch third = new Scratch();

    @Override
    public List<String> choices() {
        return List.of("ND4J's operations");
    }

    @Override
    public void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray output) {
        // Goes to oneDNN for floats (fast whatever OPENBLAS_CORETYPE says) and to BLAS for doubles.
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(output)
                .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0)
                .build());
    }

    @Override
    public void affine(INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output) {
        multiply(input, false, weight, false, output);
        finish(bias, relu, output);
    }

    private void finish(INDArray bias, boolean relu, INDArray output) {
        if (bias != null) {
            addBias(output, bias);
        }
        if (relu) {
            FunctionOps.relu(output, output);
        }
    }

    @Override
    public void affineGradient(
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        multiply(input, true, outputGradient, false, weightGradient);
        if (inputGradient != null) {
            multiply(outputGradient, false, weight, true, inputGradient);
        }
        if (biasGradient != null) {
            channelSums(outputGradient, biasGradient);
        }
    }

    @Override
    public void addBias(INDArray values, INDArray bias) {
        INDArray rows = rows(values);
        run(new BroadcastAddOp(rows, bias, rows, 1));
    }

    @Override
    public void channelSums(INDArray values, INDArray sums) {
        // Two stages where there is a width: long vectors for BLAS, and smaller sums lose fewer digits.
        if (values.rank() == 4) {
            INDArray part = Nd4j.createUninitialized(values.dataType(), values.size(2) * values.size(3));
            columnSums(view(values, values.size(0) * values.size(1), part.length()), part);
            columnSums(view(part, values.size(2), values.size(3)), sums);
        } else {
            columnSums(rows(values), sums);
        }
    }

    private void columnSums(INDArray rows, INDArray sums) {
        INDArray ones = Nd4j.ones(rows.dataType(), 1, rows.size(0));
        multiply(ones, false, rows, false, view(sums, 1, sums.length()));
    }

    @Override
    public void convolve(
            Window window, int groups, INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output) {
        new ConvolutionOps(window, groups).convolve(input, weight, output);
        finish(bias, relu, output);
    }

    @Override
    public void convolveGradient(
            Window window,
            int groups,
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        // The operations cannot leave the input gradient out.
        INDArray written = inputGradient != null ? inputGradient : first.like(input);
        new ConvolutionOps(window, groups).gradient(input, weight, outputGradient, written, weightGradient);
        if (biasGradient != null) {
            channelSums(outputGradient, biasGradient);
        }
    }

    @Override
    public void maxPool(Window window, INDArray input, Memo memo, INDArray output) {
        pool("maxpool2d", window, output, input);
    }

    @Override
    public void maxPoolGradient(
            Window window, INDArray input, INDArray outputGradient, Memo memo, INDArray inputGradient) {
        pool("maxpool2d_bp", window, inputGradient, input, outputGradient);
    }

    @Override
    public void averagePool(Window window, INDArray input, INDArray output) {
        pool("avgpool2d", window, output, input);
    }

    @Override
    public void averagePoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient) {
        pool("avgpool2d_bp", window, inputGradient, input, outputGradient);
    }

    @Override
    public void imageMeans(INDArray input, INDArray output) {
        output.assign(pixels(input).mean(1));
    }

    @Override
    public void imageMeansGradient(INDArray outputGradient, INDArray inputGradient) {
        INDArray pixels = pixels(inputGradient);
        run(new BroadcastCopyOp(pixels, outputGradient.div(pixels.size(1)), pixels, 0, 2));
    }

    private static INDArray pixels(INDArray images) {
        return view(images, images.size(0), images.size(1) * images.size(2), images.size(3));
    }

    private static void pool(String name, Window w, INDArray output, INDArray... inputs) {
        // Kernel, stride, padding, dilation; explicit padding; divisor without border; NHWC.
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .addIntegerArguments(
                        w.height(), w.width(), w.strideY(), w.strideX(), w.paddingY(), w.paddingX(), 1, 1, 0, 0, 1)
                .build());
    }

    @Override
    public void apply(Function function, INDArray input, INDArray output) {
        FunctionOps.apply(function, input, output);
    }

    @Override
    public void applyGradient(
            Function function, INDArray input, INDArray output, INDArray outputGradient, INDArray inputGradient) {
        INDArray slope = function == Function.RELU
                ? FunctionOps.positive(output, first.like(output))
                : FunctionOps.slope(function, input, output);
        times(slope, outputGradient, inputGradient);
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray output) {
        run("add", output, a, b);
        finish(null, relu, output);
    }

    @Override
    public void scaleShift(INDArray input, INDArray scale, INDArray shift, boolean relu, INDArray output) {
        run(new BroadcastMulOp(rows(input), scale, rows(output), 1));
        finish(shift, relu, output);
    }

    @Override
    public void normalize(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output) {
        double rows = (double) input.length() / mean.length();
        channelSums(input, mean);
        mean.divi(rows);
        run(new BroadcastSubOp(rows(input), mean, rows(output), 1));
        INDArray square = first.like(output);
        times(output, output, square);
        channelSums(square, variance);
        variance.divi(rows);
        scaleShift(output, inverseDeviation(variance, epsilon).muli(gamma), beta, relu, output);
    }

    private static INDArray inverseDeviation(INDArray variance, double epsilon) {
        INDArray deviation = variance.add(epsilon);
        run(new Sqrt(deviation, deviation));
        return deviation.rdivi(1);
    }

    @Override
    public void normalizeGradient(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        INDArray error = relu ? first.like(output) : outputGradient;
        if (relu) {
            times(FunctionOps.positive(output, error), outputGradient, error);
        }
        INDArray inverse = inverseDeviation(variance, epsilon);
        INDArray normal = second.like(input);
        run(new BroadcastSubOp(rows(input), mean, rows(normal), 1));
        run(new BroadcastMulOp(rows(normal), inverse, rows(normal), 1));
        INDArray product = third.like(input);
        times(normal, error, product);
        channelSums(product, gammaGradient);
        channelSums(error, betaGradient);
        if (inputGradient != null) {
            double rows = (double) input.length() / mean.length();
            // dx = gamma * inverse * (dy - mean(dy) - xhat * mean(dy * xhat))
            run(new BroadcastMulOp(rows(normal), gammaGradient.div(-rows), rows(normal), 1));
            addBias(normal, betaGradient.div(-rows));
            normal.addi(error);
            run(new BroadcastMulOp(rows(normal), inverse.muli(gamma), rows(inputGradient), 1));
        }
    }

    @Override
    public void softmax(INDArray input, INDArray output) {
        INDArray rows = rows(output);
        run(new BroadcastSubOp(rows(input), rows(input).max(1), rows, 0));
        run(new Exp(rows, rows));
        run(new BroadcastDivOp(rows, rows.sum(1), rows, 0));
    }

    @Override
    public void softmaxGradient(INDArray output, INDArray outputGradient, INDArray inputGradient) {
        INDArray product = first.like(output);
        times(output, outputGradient, product);
        INDArray means = rows(product).sum(1);
        run(new BroadcastSubOp(rows(outputGradient), means, rows(inputGradient), 0));
        times(output, inputGradient, inputGradient);
    }

    @Override
    public void dropoutMask(long seed, double rate, INDArray mask) {
        float[] values = new float[Math.toIntExact(mask.length())];
        int kept = Float.floatToRawIntBits(1);
        int limit = (int) (rate * (1L << 31));
        for (int i = 0; i < values.length; i++) {
            // The sign of the difference, all bits of it: no branch that the processor would guess wrong.
            int dropped = ((int) (mix(seed + i * GOLDEN) >>> 33) - limit) >> 31;
            values[i] = Float.intBitsToFloat(kept & ~dropped);
        }
        INDArray drawn = Nd4j.createFromArray(values).reshape('c', mask.shape());
        mask.assign(mask.dataType() == DataType.FLOAT ? drawn : drawn.castTo(mask.dataType()));
        mask.divi(1 - rate);
    }

    /** The finaliser of SplitMix64: every bit of the answer depends on every bit of the number. */
    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public void times(INDArray a, INDArray b, INDArray output) {
        run("multiply", output, a, b);
    }

    @Override
    public void blend(double kept, INDArray running, double share, INDArray more) {
        running.muli(kept);
        Nd4j.getBlasWrapper().level1().axpy(running.length(), share, more, running);
    }

    @Override
    public void clear(INDArray vector) {
        vector.assign(0);
    }

    private static void run(String name, INDArray output, INDArray... inputs) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .build());
    }

    private static void run(Op op) {
        Nd4j.getExecutioner().exec(op);
    }

    private static INDArray rows(INDArray values) {
        long channels = values.size(values.rank() - 1);
        return view(values, values.length() / channels, channels);
    }

    private static INDArray view(INDArray array, long... sizes) {
        return array.reshape('c', sizes);
    }
}
