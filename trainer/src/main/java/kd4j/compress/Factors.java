package kd4j.compress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What stands in the place of one layer: pieces one behind the other, and the weights that are not those of before.
 *
 * @param nodes the pieces; the last one has the layer's name
 * @param numbers weights in {@code 'c'} order, by {@link Rebuilt#key}
 */
record Factors(List<Blueprint.Node> nodes, Map<String, double[]> numbers) {
    private static final String WEIGHT = "weight";

    /** Which rank is taken of a matrix. */
    interface Rank {
        int of(Basis basis);
    }

    /** Two dense layers. */
    static Factors ofDense(Blueprint.Node node, RealMatrix weight, Rank rank) {
        Dense dense = (Dense) node.operation();
        boolean tall = weight.getRowDimension() > weight.getColumnDimension();
        // The smaller side's matrix of products is cheaper to take apart.
        Basis basis = Basis.of(tall ? weight.transpose() : weight);
        RealMatrix vectors = basis.first(rank.of(basis));
        RealMatrix first = tall ? weight.multiply(vectors) : vectors;
        RealMatrix second = tall ? vectors.transpose() : vectors.transpose().multiply(weight);
        Chain chain = new Chain(node);
        chain.before("-basis", new Dense(vectors.getColumnDimension(), false), rows(first));
        return chain.end(dense, rows(second));
    }

    /** A convolution to fewer channels, and one of a single pixel. */
    static Factors ofKernels(Blueprint.Node node, double[] weight, int channels, Rank rank) {
        RealMatrix matrix = matrix(weight, channels);
        Basis basis = Basis.of(matrix);
        RealMatrix vectors = basis.first(rank.of(basis));
        Chain chain = new Chain(node);
        chain.before(
                "-basis",
                kernel((Layer) node.operation(), vectors.getColumnDimension()),
                rows(vectors.transpose().multiply(matrix)));
        return chain.end(pixel((Layer) node.operation(), channels, biased(node)), rows(vectors));
    }

    /** A convolution of a single pixel, one between fewer channels on both sides, and another one of a single pixel. */
    static Factors ofTucker(Blueprint.Node node, double[] weight, int channels, int inputs, Rank rank) {
        Layer layer = (Layer) node.operation();
        int places = weight.length / channels / inputs;
        Basis out = Basis.of(matrix(weight, channels));
        RealMatrix byInput = matrix(swapped(weight, channels, inputs, places), inputs);
        Basis in = Basis.of(byInput);
        RealMatrix outer = out.first(rank.of(out));
        RealMatrix inner = in.first(rank.of(in));
        int r = inner.getColumnDimension();
        // [r, out, places], then [out, r, places], then [r', r, places].
        double[] narrow = swapped(rows(inner.transpose().multiply(byInput)), r, channels, places);
        double[] core = rows(outer.transpose().multiply(matrix(narrow, channels)));
        Chain chain = new Chain(node);
        chain.before("-in", pixel(layer, r, false), rows(inner.transpose()));
        chain.before("-core", kernel(layer, outer.getColumnDimension()), core);
        return chain.end(pixel(layer, channels, biased(node)), rows(outer));
    }

    /** Numbers {@code [a, b, n]} as {@code [b, a, n]}. */
    private static double[] swapped(double[] numbers, int a, int b, int n) {
        double[] swapped = new double[numbers.length];
        for (int i = 0; i < a; i++) {
            for (int j = 0; j < b; j++) {
                System.arraycopy(numbers, (i * b + j) * n, swapped, (j * a + i) * n, n);
            }
        }
        return swapped;
    }

    static RealMatrix matrix(double[] numbers, int rows) {
        int columns = numbers.length / rows;
        double[][] all = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(numbers, i * columns, all[i], 0, columns);
        }
        return new Array2DRowRealMatrix(all, false);
    }

    private static double[] rows(RealMatrix matrix) {
        int columns = matrix.getColumnDimension();
        double[] all = new double[matrix.getRowDimension() * columns];
        for (int i = 0; i < matrix.getRowDimension(); i++) {
            System.arraycopy(matrix.getRow(i), 0, all, i * columns, columns);
        }
        return all;
    }

    private static boolean biased(Blueprint.Node node) {
        return node.operation() instanceof Conv1d signal ? signal.bias() : ((Conv2d) node.operation()).bias();
    }

    /** The same kernel to another number of channels, without biases. */
    private static Layer kernel(Layer layer, int channels) {
        return layer instanceof Conv1d c
                ? new Conv1d(channels, c.kernel(), c.stride(), c.padding(), false)
                : ofImages((Conv2d) layer, channels);
    }

    private static Layer ofImages(Conv2d c, int channels) {
        return new Conv2d(channels, c.kernel(), c.stride(), c.padding(), false, 1, c.kernelWidth(), c.paddingWidth());
    }

    private static Layer pixel(Layer layer, int channels, boolean bias) {
        return layer instanceof Conv1d
                ? new Conv1d(channels, 1, 1, Optional.of(0), bias)
                : new Conv2d(channels, 1, 1, Optional.of(0), bias);
    }

    /** Pieces one behind the other. */
    private static final class Chain {
        private final Blueprint.Node node;
        private final List<Blueprint.Node> nodes = new ArrayList<>();
        private final Map<String, double[]> numbers = new LinkedHashMap<>();

        private Chain(Blueprint.Node node) {
            this.node = node;
        }

        private void before(String suffix, Layer layer, double[] weight) {
            add(node.name() + suffix, layer, weight);
        }

        private void add(String name, Layer layer, double[] weight) {
            List<String> inputs = nodes.isEmpty()
                    ? node.inputs()
                    : List.of(nodes.get(nodes.size() - 1).name());
            nodes.add(new Blueprint.Node(name, layer, inputs));
            numbers.put(Rebuilt.key(name, WEIGHT), weight);
        }

        private Factors end(Layer layer, double[] weight) {
            add(node.name(), layer, weight);
            return new Factors(List.copyOf(nodes), Map.copyOf(numbers));
        }
    }
}
