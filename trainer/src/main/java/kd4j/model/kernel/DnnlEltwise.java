package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_softmax_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Functions of each number by itself, sums and products of two arrays, and softmax. */
final class DnnlEltwise {
    private static final float LEAK = 0.01f;
    private static final float SIX = 6;

    private record Slope(Function function, boolean fromInput, long count) {}

    private record Pair(int operation, long rows, long channels, boolean wide, boolean relu) {}

    private record Rows(long rows, long channels) {
        static Rows of(INDArray values) {
            long channels = values.size(values.rank() - 1);
            return new Rows(values.length() / channels, channels);
        }

        dnnl_memory_desc_t layout() {
            return DnnlEngine.layout(dnnl_ab, rows, channels);
        }
    }

    private final DnnlEngine engine;
    private final DnnlCache<Slope, DnnlPrimitive> values = new DnnlCache<>(this::value);
    private final DnnlCache<Slope, DnnlPrimitive> slopes = new DnnlCache<>(this::slope);
    private final DnnlCache<Pair, DnnlPrimitive> pairs = new DnnlCache<>(this::pair);
    private final DnnlCache<Rows, DnnlPrimitive> softmax = new DnnlCache<>(this::softmax);
    private final DnnlCache<Rows, DnnlPrimitive> softmaxGradient = new DnnlCache<>(this::softmaxGradient);

    DnnlEltwise(DnnlEngine engine) {
        this.engine = engine;
    }

    void apply(Function function, INDArray input, INDArray output) {
        values.of(new Slope(function, true, input.length())).run(input, output);
    }

    void gradient(Function function, INDArray input, INDArray output, INDArray dy, INDArray dx) {
        boolean fromInput = function == Function.GELU || function == Function.HARD_SWISH;
        slopes.of(new Slope(function, fromInput, dy.length())).run(fromInput ? input : output, dy, dx);
    }

    /** Where oneDNN works in place, it does so on the first of the two. */
    void add(INDArray a, INDArray b, boolean relu, INDArray output) {
        boolean second = b.data() == output.data() && b.offset() == output.offset();
        pairs.of(new Pair(dnnl_binary_add, 1, a.length(), true, relu)).run(second ? b : a, second ? a : b, output);
    }

    void times(INDArray a, INDArray b, INDArray output) {
        boolean second = b.data() == output.data() && b.offset() == output.offset();
        pairs.of(new Pair(dnnl_binary_mul, 1, a.length(), true, false)).run(second ? b : a, second ? a : b, output);
    }

    void addBias(INDArray values, INDArray bias) {
        Rows shape = Rows.of(values);
        pairs.of(new Pair(dnnl_binary_add, shape.rows, shape.channels, false, false))
                .run(values, bias, values);
    }

    void softmax(INDArray input, INDArray output) {
        softmax.of(Rows.of(input)).run(input, output);
    }

    void softmaxGradient(INDArray output, INDArray outputGradient, INDArray inputGradient) {
        softmaxGradient.of(Rows.of(output)).run(output, outputGradient, inputGradient);
    }

    private DnnlPrimitive value(Slope of) {
        var operation = new dnnl_eltwise_desc_t();
        dnnl_memory_desc_t layout = DnnlEngine.layout(dnnl_a, of.count);
        DnnlEngine.check(
                dnnl_eltwise_forward_desc_init(
                        operation,
                        dnnl_forward_training,
                        forward(of.function),
                        layout,
                        first(of.function),
                        second(of.function)),
                "function");
        return DnnlPrimitive.of(engine, operation, DnnlEngine.PLAIN, null, DNNL_ARG_SRC, DNNL_ARG_DST);
    }

    private DnnlPrimitive slope(Slope of) {
        var operation = new dnnl_eltwise_desc_t();
        dnnl_memory_desc_t layout = DnnlEngine.layout(dnnl_a, of.count);
        DnnlEngine.check(
                dnnl_eltwise_backward_desc_init(
                        operation, backward(of.function), layout, layout, first(of.function), second(of.function)),
                "slope");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                values.of(new Slope(of.function, true, of.count)),
                of.fromInput ? DNNL_ARG_SRC : DNNL_ARG_DST,
                DNNL_ARG_DIFF_DST,
                DNNL_ARG_DIFF_SRC);
    }

    private static int forward(Function function) {
        return switch (function) {
            case RELU, LEAKY_RELU -> dnnl_eltwise_relu;
            case RELU6 -> dnnl_eltwise_clip_v2;
            case GELU -> dnnl_eltwise_gelu_erf;
            case HARD_SWISH -> dnnl_eltwise_hardswish;
            case TANH -> dnnl_eltwise_tanh;
            case SIGMOID -> dnnl_eltwise_logistic;
        };
    }

    private static int backward(Function function) {
        return switch (function) {
            case RELU, LEAKY_RELU -> dnnl_eltwise_relu_use_dst_for_bwd;
            case RELU6 -> dnnl_eltwise_clip_v2_use_dst_for_bwd;
            case GELU -> dnnl_eltwise_gelu_erf;
            case HARD_SWISH -> dnnl_eltwise_hardswish;
            case TANH -> dnnl_eltwise_tanh_use_dst_for_bwd;
            case SIGMOID -> dnnl_eltwise_logistic_use_dst_for_bwd;
        };
    }

    private static float first(Function function) {
        return function == Function.LEAKY_RELU ? LEAK : 0;
    }

    private static float second(Function function) {
        return function == Function.RELU6 ? SIX : 0;
    }

    private DnnlPrimitive pair(Pair of) {
        var operation = new dnnl_binary_desc_t();
        dnnl_memory_desc_t layout = DnnlEngine.layout(dnnl_ab, of.rows, of.channels);
        dnnl_memory_desc_t other = of.wide ? layout : DnnlEngine.layout(dnnl_ab, 1, of.channels);
        DnnlEngine.check(dnnl_binary_desc_init(operation, of.operation, layout, other, layout), "sum");
        return DnnlPrimitive.of(
                engine,
                operation,
                of.relu ? DnnlEngine.RECTIFIED : DnnlEngine.PLAIN,
                null,
                DNNL_ARG_SRC_0,
                DNNL_ARG_SRC_1,
                DNNL_ARG_DST);
    }

    private DnnlPrimitive softmax(Rows shape) {
        var operation = new dnnl_softmax_desc_t();
        DnnlEngine.check(
                dnnl_softmax_forward_desc_init(operation, dnnl_forward_training, shape.layout(), 1), "softmax");
        return DnnlPrimitive.of(engine, operation, DnnlEngine.PLAIN, null, DNNL_ARG_SRC, DNNL_ARG_DST);
    }

    private DnnlPrimitive softmaxGradient(Rows shape) {
        var operation = new dnnl_softmax_desc_t();
        DnnlEngine.check(dnnl_softmax_backward_desc_init(operation, shape.layout(), shape.layout(), 1), "softmax");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                softmax.of(shape),
                DNNL_ARG_DST,
                DNNL_ARG_DIFF_DST,
                DNNL_ARG_DIFF_SRC);
    }
}
