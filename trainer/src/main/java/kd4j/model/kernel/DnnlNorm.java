package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalisation by the statistics of a batch, with the relu that follows; the relu's signs are kept in the memo. */
final class DnnlNorm {
    /** oneDNN's quick code needs a multiple of so many channels. */
    private static final int LANES = 8;

    private record Shape(long rows, long pixels, long channels, float epsilon, boolean relu) {
        static Shape of(INDArray values, double epsilon, boolean relu) {
            long channels = values.size(values.rank() - 1);
            long pixels = values.length() / values.size(0) / channels;
            return new Shape(values.size(0), pixels, channels, (float) epsilon, relu);
        }

        dnnl_memory_desc_t layout() {
            return DnnlEngine.layout(dnnl_nhwc, rows, channels, 1, pixels);
        }

        int flags() {
            return dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
        }
    }

    private final DnnlEngine engine;
    private final DnnlCache<Shape, DnnlPrimitive> forward = new DnnlCache<>(this::forward);
    private final DnnlCache<Shape, DnnlPrimitive> backward = new DnnlCache<>(this::backward);
    private final DnnlCache<Shape, DnnlPrimitive> fixed = new DnnlCache<>(this::fixed);
    private final DnnlCache<Shape, Pointer> unread = new DnnlCache<>(shape -> DnnlEngine.buffer(shape.layout()));

    private final DnnlOddNorm odd;

    DnnlNorm(DnnlEngine engine, DnnlOddNorm odd) {
        this.engine = engine;
        this.odd = odd;
    }

    void normalize(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output) {
        if (isOdd(input)) {
            odd.normalize(input, gamma, beta, epsilon, relu, mean, variance, output);
            return;
        }
        DnnlPrimitive made = forward.of(Shape.of(input, epsilon, relu));
        made.run(input, output, gamma, beta, mean, variance, relu ? signs(made, memo) : null);
    }

    void gradient(
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
        if (isOdd(input)) {
            odd.gradient(
                    input,
                    gamma,
                    epsilon,
                    relu,
                    mean,
                    variance,
                    output,
                    outputGradient,
                    inputGradient,
                    gammaGradient,
                    betaGradient);
            return;
        }
        Shape shape = Shape.of(input, epsilon, relu);
        DnnlPrimitive made = backward.of(shape);
        if (inputGradient == null) {
            made.keep(2, unread.of(shape)); // oneDNN cannot leave it out
        }
        made.run(
                input,
                outputGradient,
                inputGradient,
                gamma,
                beta,
                gammaGradient,
                betaGradient,
                mean,
                variance,
                relu ? signs(made, memo) : null);
    }

    private static INDArray signs(DnnlPrimitive made, Memo memo) {
        return memo.bytes(made.workspaceBytes());
    }

    /** Normalisation with mean 0 and variance 1 is {@code input * scale + shift}. */
    void scaleShift(INDArray input, INDArray scale, INDArray shift, boolean relu, INDArray output) {
        if (isOdd(input)) {
            odd.scaleShift(input, scale, shift, relu, output);
        } else {
            fixed.of(Shape.of(input, 0, relu)).run(input, output, scale, shift);
        }
    }

    private static boolean isOdd(INDArray input) {
        return input.size(input.rank() - 1) % LANES != 0;
    }

    private DnnlPrimitive forward(Shape shape) {
        int[] names = {
            DNNL_ARG_SRC,
            DNNL_ARG_DST,
            DNNL_ARG_SCALE,
            DNNL_ARG_SHIFT,
            DNNL_ARG_MEAN,
            DNNL_ARG_VARIANCE,
            DNNL_ARG_WORKSPACE
        };
        return forward(shape, dnnl_forward_training, shape.flags(), DnnlPrimitive.names(shape.relu, names));
    }

    private DnnlPrimitive fixed(Shape shape) {
        DnnlPrimitive made = forward(
                shape,
                dnnl_forward_inference,
                shape.flags() | dnnl_use_global_stats,
                DNNL_ARG_SRC,
                DNNL_ARG_DST,
                DNNL_ARG_SCALE,
                DNNL_ARG_SHIFT,
                DNNL_ARG_MEAN,
                DNNL_ARG_VARIANCE);
        return made.keep(4, DnnlEngine.filled(shape.channels, 0)).keep(5, DnnlEngine.filled(shape.channels, 1));
    }

    private DnnlPrimitive forward(Shape shape, int purpose, int flags, int... names) {
        var operation = new dnnl_batch_normalization_desc_t();
        DnnlEngine.check(
                dnnl_batch_normalization_forward_desc_init(operation, purpose, shape.layout(), shape.epsilon, flags),
                "normalization");
        return DnnlPrimitive.of(engine, operation, DnnlEngine.PLAIN, null, names);
    }

    private DnnlPrimitive backward(Shape shape) {
        var operation = new dnnl_batch_normalization_desc_t();
        DnnlEngine.check(
                dnnl_batch_normalization_backward_desc_init(
                        operation, dnnl_backward, shape.layout(), shape.layout(), shape.epsilon, shape.flags()),
                "normalization");
        int[] names = {
            DNNL_ARG_SRC,
            DNNL_ARG_DIFF_DST,
            DNNL_ARG_DIFF_SRC,
            DNNL_ARG_SCALE,
            DNNL_ARG_SHIFT,
            DNNL_ARG_DIFF_SCALE,
            DNNL_ARG_DIFF_SHIFT,
            DNNL_ARG_MEAN,
            DNNL_ARG_VARIANCE,
            DNNL_ARG_WORKSPACE
        };
        return DnnlPrimitive.of(
                engine, operation, DnnlEngine.PLAIN, forward.of(shape), DnnlPrimitive.names(shape.relu, names));
    }
}
