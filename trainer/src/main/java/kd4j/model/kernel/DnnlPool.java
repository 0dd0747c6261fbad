package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest value or the mean of windows; the places of the largest are kept in the memo. */
final class DnnlPool {
    private record Shape(Window window, boolean largest, long rows, long height, long width, long channels) {
        static Shape of(Window window, boolean largest, INDArray input) {
            return new Shape(window, largest, input.size(0), input.size(1), input.size(2), input.size(3));
        }

        int algorithm() {
            return largest ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
        }

        dnnl_memory_desc_t input() {
            return DnnlEngine.layout(dnnl_nhwc, rows, channels, height, width);
        }

        dnnl_memory_desc_t output() {
            return DnnlEngine.layout(
                    dnnl_nhwc,
                    rows,
                    channels,
                    window.rows(Math.toIntExact(height)),
                    window.columns(Math.toIntExact(width)));
        }

        long[] strides() {
            return new long[] {window.strideY(), window.strideX()};
        }

        long[] kernel() {
            return new long[] {window.height(), window.width()};
        }

        long[] padding() {
            return new long[] {window.paddingY(), window.paddingX()};
        }
    }

    private final DnnlEngine engine;
    private final DnnlCache<Shape, DnnlPrimitive> forward = new DnnlCache<>(this::forward);
    private final DnnlCache<Shape, DnnlPrimitive> backward = new DnnlCache<>(this::backward);

    DnnlPool(DnnlEngine engine) {
        this.engine = engine;
    }

    void largest(Window window, INDArray input, Memo memo, INDArray output) {
        DnnlPrimitive made = forward.of(Shape.of(window, true, input));
        made.run(input, output, memo.bytes(made.workspaceBytes()));
    }

    void largestGradient(Window window, INDArray outputGradient, Memo memo, INDArray inputGradient) {
        DnnlPrimitive made = backward.of(Shape.of(window, true, inputGradient));
        made.run(outputGradient, inputGradient, memo.bytes(made.workspaceBytes()));
    }

    void mean(Window window, INDArray input, INDArray output) {
        forward.of(Shape.of(window, false, input)).run(input, output);
    }

    void meanGradient(Window window, INDArray outputGradient, INDArray inputGradient) {
        backward.of(Shape.of(window, false, inputGradient)).run(outputGradient, inputGradient);
    }

    private DnnlPrimitive forward(Shape shape) {
        var operation = new dnnl_pooling_desc_t();
        DnnlEngine.check(
                dnnl_pooling_forward_desc_init(
                        operation,
                        dnnl_forward_training,
                        shape.algorithm(),
                        shape.input(),
                        shape.output(),
                        shape.strides(),
                        shape.kernel(),
                        shape.padding(),
                        shape.padding()),
                "pooling");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                null,
                DnnlPrimitive.names(shape.largest, DNNL_ARG_SRC, DNNL_ARG_DST, DNNL_ARG_WORKSPACE));
    }

    private DnnlPrimitive backward(Shape shape) {
        var operation = new dnnl_pooling_desc_t();
        DnnlEngine.check(
                dnnl_pooling_backward_desc_init(
                        operation,
                        shape.algorithm(),
                        shape.input(),
                        shape.output(),
                        shape.strides(),
                        shape.kernel(),
                        shape.padding(),
                        shape.padding()),
                "pooling");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                forward.of(shape),
                DnnlPrimitive.names(shape.largest, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_SRC, DNNL_ARG_WORKSPACE));
    }
}
