package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastCopyOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Arithmetic with ND4J's own operations: runs wherever ND4J runs, and is what faster kernels are compared with. */
public final class Nd4jKernels implements Kernels {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

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
    public void convolve(Window window, INDArray input, INDArray weight, INDArray bias, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(bias == null ? new INDArray[] {input, weight} : new INDArray[] {input, weight, bias})
                .addOutputs(output)
                .addIntegerArguments(convolution(window))
                .build());
    }

    @Override
    public void convolveGradient(
            Window window,
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        // The operation cannot leave the input gradient out.
        INDArray written =
                inputGradient != null ? inputGradient : Nd4j.createUninitialized(input.dataType(), input.shape());
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                .addInputs(input, weight, outputGradient)
                .addOutputs(written, weightGradient)
                .addIntegerArguments(convolution(window))
                .build());
        if (biasGradient != null) {
            channelSums(outputGradient, biasGradient);
        }
    }

    private static int[] convolution(Window w) {
        // Kernel, stride, padding, dilation; explicit padding; NHWC; weights [out, in, height, width].
        return new int[] {w.size(), w.size(), w.stride(), w.stride(), w.padding(), w.padding(), 1, 1, 0, 1, 1};
    }

    @Override
    public void maxPool(Window window, INDArray input, INDArray output) {
        pool("maxpool2d", window, output, input);
    }

    @Override
    public void maxPoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient) {
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
                        w.size(), w.size(), w.stride(), w.stride(), w.padding(), w.padding(), 1, 1, 0, 0, 1)
                .build());
    }

    @Override
    public void apply(Function function, INDArray input, INDArray output) {
        run(
                switch (function) {
                    case RELU -> new RectifiedLinear(input, output, 0.0);
                    case TANH -> new Tanh(input, output);
                    case SIGMOID -> new Sigmoid(input, output);
                });
    }

    @Override
    public void applyGradient(Function function, INDArray output, INDArray outputGradient, INDArray inputGradient) {
        if (function == Function.RELU) {
            // Twice as fast as relu_bp, which is not vectorised.
            run(new Step(output, inputGradient, 0.0));
        } else {
            times(output, output, inputGradient);
            if (function == Function.TANH) {
                inputGradient.rsubi(1);
            } else {
                run("subtract", inputGradient, output, inputGradient);
            }
        }
        times(inputGradient, outputGradient, inputGradient);
    }

    @Override
    public void statistics(INDArray values, INDArray mean, INDArray variance) {
        double rows = (double) values.length() / mean.length();
        channelSums(values, mean);
        mean.divi(rows);
        INDArray square = like(values);
        run(new BroadcastSubOp(rows(values), mean, rows(square), 1));
        times(square, square, square);
        channelSums(square, variance);
        variance.divi(rows);
    }

    @Override
    public void scaleShift(INDArray input, INDArray scale, INDArray shift, INDArray output) {
        run(new BroadcastMulOp(rows(input), scale, rows(output), 1));
        addBias(output, shift);
    }

    @Override
    public void normalizeGradient(
            INDArray input,
            INDArray mean,
            INDArray inverseSd,
            INDArray gamma,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        INDArray normal = like(input);
        run(new BroadcastSubOp(rows(input), mean, rows(normal), 1));
        run(new BroadcastMulOp(rows(normal), inverseSd, rows(normal), 1));
        INDArray product = like(input);
        times(normal, outputGradient, product);
        channelSums(product, gammaGradient);
        channelSums(outputGradient, betaGradient);
        if (inputGradient != null) {
            double rows = (double) input.length() / mean.length();
            // dx = gamma * inverseSd * (dy - mean(dy) - xhat * mean(dy * xhat))
            run(new BroadcastMulOp(rows(normal), gammaGradient.div(-rows), rows(normal), 1));
            addBias(normal, betaGradient.div(-rows));
            normal.addi(outputGradient);
            run(new BroadcastMulOp(rows(normal), gamma.mul(inverseSd), rows(inputGradient), 1));
        }
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

    private static void run(String name, INDArray output, INDArray... inputs) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .build());
    }

    private static void run(Op op) {
        Nd4j.getExecutioner().exec(op);
    }

    private static INDArray like(INDArray array) {
        return Nd4j.createUninitialized(array.dataType(), array.shape());
    }

    private static INDArray rows(INDArray values) {
        long channels = values.size(values.rank() - 1);
        return view(values, values.length() / channels, channels);
    }

    private static INDArray view(INDArray array, long... sizes) {
        return array.reshape('c', sizes);
    }
}
