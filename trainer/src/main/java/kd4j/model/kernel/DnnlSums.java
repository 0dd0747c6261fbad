package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums over all axes but the last: a product with a row of ones, which oneDNN does faster than its own reduction. */
final class DnnlSums {
    private record Shape(long rows, long channels) {}

    private final DnnlEngine engine;
    private final DnnlCache<Shape, DnnlPrimitive> made = new DnnlCache<>(this::sum);

    DnnlSums(DnnlEngine engine) {
        this.engine = engine;
    }

    void sum(INDArray values, INDArray sums) {
        long channels = sums.length();
        made.of(new Shape(values.length() / channels, channels)).run(null, values, sums);
    }

    private DnnlPrimitive sum(Shape shape) {
        var operation = new dnnl_matmul_desc_t();
        DnnlEngine.check(
                dnnl_matmul_desc_init(
                        operation,
                        DnnlEngine.layout(dnnl_ab, 1, shape.rows),
                        DnnlEngine.layout(dnnl_ab, shape.rows, shape.channels),
                        DnnlEngine.nothing(),
                        DnnlEngine.layout(dnnl_ab, 1, shape.channels)),
                "sum");
        return DnnlPrimitive.of(engine, operation, DnnlEngine.PLAIN, null, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST)
                .keep(0, DnnlEngine.filled(shape.rows, 1));
    }
}
