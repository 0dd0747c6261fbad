package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution of one shape, forward and backward; each direction is made when it is first asked for. */
final class DnnlConvolution {
    /** What decides which code runs. */
    record Shape(
            Window window,
            int groups,
            long rows,
            long height,
            long width,
            long in,
            long out,
            boolean bias,
            boolean relu) {
        static Shape of(Window window, int groups, INDArray input, INDArray weight, boolean bias, boolean relu) {
            return new Shape(
                    window,
                    groups,
                    input.size(0),
                    input.size(1),
                    input.size(2),
                    input.size(3),
                    weight.size(0),
                    bias,
                    relu);
        }
    }

    private final DnnlEngine engine;
    private final Shape shape;
    private final long[] strides;
    private final long[] padding;
    private final dnnl_memory_desc_t input;
    private final dnnl_memory_desc_t output;
    private final dnnl_memory_desc_t plainWeight;
    private final dnnl_memory_desc_t anyWeight;
    private final dnnl_memory_desc_t bias;
    private DnnlPrimitive hint;
    private Weighted forward;
    private Weighted data;
    private Weighted weights;

    DnnlConvolution(DnnlEngine engine, Shape shape) {
        this.engine = engine;
        this.shape = shape;
        Window window = shape.window;
        strides = new long[] {window.strideY(), window.strideX()};
        padding = new long[] {window.paddingY(), window.paddingX()};
        input = DnnlEngine.layout(dnnl_nhwc, shape.rows, shape.in, shape.height, shape.width);
        output = DnnlEngine.layout(
                dnnl_nhwc,
                shape.rows,
                shape.out,
                window.rows(Math.toIntExact(shape.height)),
                window.columns(Math.toIntExact(shape.width)));
        plainWeight = weight(dnnl_oihw, dnnl_goihw);
        anyWeight = weight(dnnl_format_tag_any, dnnl_format_tag_any);
        bias = shape.bias ? DnnlEngine.layout(dnnl_a, shape.out) : DnnlEngine.nothing();
    }

    private dnnl_memory_desc_t weight(int tag, int groupedTag) {
        Window window = shape.window;
        long in = shape.in / shape.groups;
        return shape.groups == 1
                ? DnnlEngine.layout(tag, shape.out, in, window.height(), window.width())
                : DnnlEngine.layout(
                        groupedTag, shape.groups, shape.out / shape.groups, in, window.height(), window.width());
    }

    void forward(INDArray x, INDArray w, INDArray b, INDArray y) {
        if (forward == null) {
            forward = new Weighted(forward(shape.relu), DNNL_ARG_WEIGHTS, false);
        }
        forward.run(w, x, null, y, b);
    }

    void data(INDArray dy, INDArray w, INDArray dx) {
        if (data == null) {
            data = new Weighted(data(), DNNL_ARG_WEIGHTS, false);
        }
        data.run(w, dy, null, dx);
    }

    void weights(INDArray x, INDArray dy, INDArray dw, INDArray db) {
        if (weights == null) {
            weights = new Weighted(weights(), DNNL_ARG_DIFF_WEIGHTS, true);
        }
        weights.run(dw, x, null, dy, db);
    }

    /** Names of the code that the directions made so far run. */
    String implementations() {
        return name("forward", forward) + name("data", data) + name("weights", weights);
    }

    private static String name(String direction, Weighted made) {
        return made == null ? "" : " " + direction + " " + made.primitive.implementation();
    }

    private DnnlPrimitive forward(boolean relu) {
        var operation = new dnnl_convolution_desc_t();
        DnnlEngine.check(
                dnnl_convolution_forward_desc_init(
                        operation,
                        dnnl_forward_training,
                        dnnl_convolution_direct,
                        input,
                        anyWeight,
                        bias,
                        output,
                        strides,
                        padding,
                        padding),
                "convolution");
        return DnnlPrimitive.of(
                engine,
                operation,
                relu ? DnnlEngine.RECTIFIED : DnnlEngine.PLAIN,
                null,
                DnnlPrimitive.names(shape.bias, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST, DNNL_ARG_BIAS));
    }

    private DnnlPrimitive data() {
        var operation = new dnnl_convolution_desc_t();
        DnnlEngine.check(
                dnnl_convolution_backward_data_desc_init(
                        operation, dnnl_convolution_direct, input, anyWeight, output, strides, padding, padding),
                "convolution");
        return DnnlPrimitive.of(
                engine, operation, DnnlEngine.PLAIN, hint(), DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_SRC);
    }

    private DnnlPrimitive weights() {
        var operation = new dnnl_convolution_desc_t();
        DnnlEngine.check(
                dnnl_convolution_backward_weights_desc_init(
                        operation, dnnl_convolution_direct, input, anyWeight, bias, output, strides, padding, padding),
                "convolution");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                hint(),
                DnnlPrimitive.names(
                        shape.bias, DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_BIAS));
    }

    private DnnlPrimitive hint() {
        if (hint == null) {
            hint = forward(false);
        }
        return hint;
    }

    /** A primitive together with the copying of its weights (the second argument) into or out of the layout it wants. */
    private final class Weighted {
        private final DnnlPrimitive primitive;
        private final DnnlPrimitive reorder;
        private final boolean written;

        Weighted(DnnlPrimitive primitive, int name, boolean written) {
            this.primitive = primitive;
            this.written = written;
            dnnl_memory_desc_t wanted = primitive.layout(name);
            reorder = dnnl_memory_desc_equal(wanted, plainWeight) != 0 ? null : reorder(wanted);
        }

        private DnnlPrimitive reorder(dnnl_memory_desc_t wanted) {
            Pointer memory = DnnlEngine.buffer(wanted);
            primitive.keep(1, memory);
            return written
                    ? DnnlPrimitive.reorder(engine, wanted, plainWeight).keep(0, memory)
                    : DnnlPrimitive.reorder(engine, plainWeight, wanted).keep(1, memory);
        }

        void run(INDArray weight, INDArray... arrays) {
            if (reorder == null) {
                arrays[1] = weight;
                primitive.run(arrays);
            } else if (written) {
                primitive.run(arrays);
                reorder.run(null, weight);
            } else {
                reorder.run(weight);
                primitive.run(arrays);
            }
        }
    }
}
