package kd4j.model.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of matrices, dense layers and sums of columns. */
interface MatrixContract extends KernelsUnderTest {
    /**
     * Matrices of a product, the first of them transposed in memory or not.
     *
     * @param tensor {@code [rows, columns]} or {@code [n, rows, columns]}, the last two swapped where transposed
     * @param transposed whether a row of the matrix is a column in memory
     */
    record Matrices(Tensor tensor, boolean transposed) {
        static Matrices drawn(long seed, boolean transposed, int n, int rows, int columns) {
            long[] last = transposed ? new long[] {columns, rows} : new long[] {rows, columns};
            long[] shape = n == 0 ? last : new long[] {n, last[0], last[1]};
            return new Matrices(Tensor.drawn(seed, shape), transposed);
        }

        int rows() {
            return tensor.size(tensor.shape().length - (transposed ? 1 : 2));
        }

        int columns() {
            return tensor.size(tensor.shape().length - (transposed ? 2 : 1));
        }

        double at(int matrix, int row, int column) {
            int inside = transposed ? column * rows() + row : row * columns() + column;
            return tensor.values()[matrix * rows() * columns() + inside];
        }

        Expected times(Matrices other) {
            int n = tensor.shape().length == 2 ? 0 : tensor.size(0);
            long[] last = {rows(), other.columns()};
            Expected product = new Expected(n == 0 ? last : new long[] {n, last[0], last[1]});
            int place = 0;
            for (int matrix = 0; matrix < Math.max(1, n); matrix++) {
                for (int row = 0; row < rows(); row++) {
                    for (int column = 0; column < other.columns(); column++, place++) {
                        for (int k = 0; k < columns(); k++) {
                            product.add(place, at(matrix, row, k) * other.at(matrix, k, column));
                        }
                    }
                }
            }
            return product;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1,1",
        "0,1,64,10",
        "0,7,5,3",
        "0,128,17,33",
        "0,64,128,64",
        "1,1,1,1",
        "1,4,3,2",
        "6,5,9,3",
        "12,16,8,16"
    })
    default void multiplies(int n, int m, int k, int columns) {
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                Matrices a = Matrices.drawn(1, transposeA, n, m, k);
                Matrices b = Matrices.drawn(2, transposeB, n, k, columns);
                new Trial(
                                (kernels, in, out) -> kernels.multiply(in[0], transposeA, in[1], transposeB, out[0]),
                                a.tensor(),
                                b.tensor())
                        .check(this, a.times(b));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,64,10", "2,3,5", "17,33,9", "128,17,10", "128,100,64"})
    default void densely(int rows, int in, int out) {
        Tensor input = Tensor.drawn(3, rows, in);
        Tensor weight = Tensor.drawn(4, in, out);
        Tensor bias = Tensor.drawn(5, out);
        for (boolean relu : new boolean[] {false, true}) {
            new Trial((k, x, y) -> k.affine(x[0], x[1], x[2], relu, y[0]), input, weight, bias)
                    .check(this, affine(input, weight, bias, relu));
            new Trial((k, x, y) -> k.affine(x[0], x[1], null, relu, y[0]), input, weight)
                    .check(this, affine(input, weight, new Tensor(new double[out], out), relu));
        }
    }

    private static Expected affine(Tensor input, Tensor weight, Tensor bias, boolean relu) {
        Expected output =
                new Matrices(input, false).times(new Matrices(weight, false)).plus(bias);
        return relu ? output.relu() : output;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,64,10", "2,3,5", "17,33,9", "128,17,10", "128,100,64"})
    default void gradientsOfDense(int rows, int in, int out) {
        Tensor input = Tensor.drawn(6, rows, in);
        Tensor weight = Tensor.drawn(7, in, out);
        Tensor error = Tensor.drawn(8, rows, out);
        Expected byInput = new Matrices(error, false).times(new Matrices(weight, true));
        Expected byWeight = new Matrices(input, true).times(new Matrices(error, false));
        Expected byBias = columnSums(error);
        new Trial((k, x, y) -> k.affineGradient(x[0], x[1], x[2], y[0], y[1], y[2]), input, weight, error)
                .check(this, byInput, byWeight, byBias);
        new Trial((k, x, y) -> k.affineGradient(x[0], x[1], x[2], null, y[0], null), input, weight, error)
                .check(this, byWeight);
    }

    @Test
    default void sumsColumns() {
        long[][] shapes = {{1, 1}, {128, 10}, {1, 64}, {4, 7, 3}, {1, 1, 1, 5}, {2, 7, 5, 3}, {128, 8, 8, 16}};
        for (long[] shape : shapes) {
            Tensor values = Tensor.between(-0.5, 2, 9, shape);
            new Trial((k, x, y) -> k.channelSums(x[0], y[0]), values).check(this, columnSums(values));
        }
    }

    private static Expected columnSums(Tensor values) {
        Expected sums = new Expected(values.channels());
        for (int i = 0; i < values.values().length; i++) {
            sums.add(i % values.channels(), values.values()[i]);
        }
        return sums;
    }

    @Test
    default void addsABiasInPlace() {
        long[][] shapes = {{1, 1}, {128, 10}, {4, 7, 3}, {2, 7, 5, 3}, {3, 8, 8, 16}};
        for (long[] shape : shapes) {
            Tensor values = Tensor.drawn(10, shape);
            Tensor bias = Tensor.drawn(11, values.channels());
            Expected sum = new Expected(shape);
            for (int i = 0; i < values.values().length; i++) {
                sum.add(i, values.values()[i]);
                sum.add(i, bias.values()[i % values.channels()]);
            }
            new Trial((k, x, y) -> k.addBias(y[0].assign(x[0]), x[1]), values, bias).check(this, sum);
        }
    }
}
