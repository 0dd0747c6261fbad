package kd4j.model.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_inner_product_desc_t;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of matrices. Weights stay in their plain order: oneDNN's own order gains nothing at the sizes of fully connected
 * layers and costs a copy each step.
 */
final class DnnlProducts {
    private record Product(long count, long m, long k, long n, boolean transposeA, boolean transposeB) {
        static Product of(INDArray a, boolean transposeA, INDArray output, boolean transposeB) {
            int rank = output.rank();
            long k = a.size(transposeA ? rank - 2 : rank - 1);
            long count = rank == 2 ? 0 : output.size(0);
            return new Product(count, output.size(rank - 2), k, output.size(rank - 1), transposeA, transposeB);
        }
    }

    private record Affine(long rows, long in, long out, boolean bias, boolean relu) {}

    private final DnnlEngine engine;
    private final DnnlCache<Product, DnnlPrimitive> products = new DnnlCache<>(this::product);
    private final DnnlCache<Affine, DnnlPrimitive> forward = new DnnlCache<>(this::forward);
    private final DnnlCache<Affine, DnnlPrimitive> weights = new DnnlCache<>(this::weights);

    DnnlProducts(DnnlEngine engine) {
        this.engine = engine;
    }

    void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray output) {
        products.of(Product.of(a, transposeA, output, transposeB)).run(a, b, output);
    }

    void affine(INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output) {
        forward.of(shape(input, weight, bias, relu)).run(input, weight, output, bias);
    }

    void gradient(INDArray input, INDArray dy, INDArray dx, INDArray weight, INDArray dw, INDArray db) {
        weights.of(shape(input, dw, db, false)).run(input, dw, dy, db);
        if (dx != null) {
            multiply(dy, false, weight, true, dx);
        }
    }

    private static Affine shape(INDArray input, INDArray weight, INDArray bias, boolean relu) {
        return new Affine(input.size(0), weight.size(0), weight.size(1), bias != null, relu);
    }

    private DnnlPrimitive product(Product p) {
        var operation = new dnnl_matmul_desc_t();
        DnnlEngine.check(
                dnnl_matmul_desc_init(
                        operation,
                        matrices(p.count, p.m, p.k, p.transposeA),
                        matrices(p.count, p.k, p.n, p.transposeB),
                        DnnlEngine.nothing(),
                        matrices(p.count, p.m, p.n, false)),
                "product");
        return DnnlPrimitive.of(
                engine, operation, DnnlEngine.PLAIN, null, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST);
    }

    private static dnnl_memory_desc_t matrices(long count, long rows, long columns, boolean transposed) {
        return count == 0
                ? DnnlEngine.layout(transposed ? dnnl_ba : dnnl_ab, rows, columns)
                : DnnlEngine.layout(transposed ? dnnl_acb : dnnl_abc, count, rows, columns);
    }

    private DnnlPrimitive forward(Affine a) {
        var operation = new dnnl_inner_product_desc_t();
        DnnlEngine.check(
                dnnl_inner_product_forward_desc_init(
                        operation,
                        dnnl_forward_training,
                        DnnlEngine.layout(dnnl_ab, a.rows, a.in),
                        DnnlEngine.layout(dnnl_ba, a.out, a.in),
                        bias(a),
                        DnnlEngine.layout(dnnl_ab, a.rows, a.out)),
                "inner product");
        return DnnlPrimitive.of(
                engine,
                operation,
                a.relu ? DnnlEngine.RECTIFIED : DnnlEngine.PLAIN,
                null,
                DnnlPrimitive.names(a.bias, DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST, DNNL_ARG_BIAS));
    }

    private DnnlPrimitive weights(Affine a) {
        var operation = new dnnl_inner_product_desc_t();
        DnnlEngine.check(
                dnnl_inner_product_backward_weights_desc_init(
                        operation,
                        DnnlEngine.layout(dnnl_ab, a.rows, a.in),
                        DnnlEngine.layout(dnnl_ba, a.out, a.in),
                        bias(a),
                        DnnlEngine.layout(dnnl_ab, a.rows, a.out)),
                "inner product");
        return DnnlPrimitive.of(
                engine,
                operation,
                DnnlEngine.PLAIN,
                forward.of(a),
                DnnlPrimitive.names(
                        a.bias, DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_BIAS));
    }

    private static dnnl_memory_desc_t bias(Affine a) {
        return a.bias ? DnnlEngine.layout(dnnl_a, a.out) : DnnlEngine.nothing();
    }
}
