package kd4j.model.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.data.Shape;
import kd4j.model.Layer;
import kd4j.model.kernel.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward and all gradients, on the same numbers, against DL4J's own layers (channels first, in double). */
class StockLayersTest {
    private static final Map<String, String> NAMES =
            Map.of("weight", "W", "bias", "b", "gamma", "gamma", "beta", "beta", "mean", "mean", "variance", "var");

    static Stream<Arguments> pairs() {
        Optional<Integer> touching = Optional.empty();
        return Stream.of(
                Arguments.of(new Dense(5, true), new DenseLayer.Builder().nIn(7).nOut(5), Shape.of(7)),
                Arguments.of(new Conv2d(8, 3, 1, Optional.of(1), true), conv(2, 8, 3, 1, 1), Shape.of(7, 9, 2)),
                Arguments.of(new Conv2d(8, 3, 2, Optional.of(1), true), conv(8, 8, 3, 2, 1), Shape.of(8, 7, 8)),
                Arguments.of(new Conv2d(32, 3, 1, Optional.of(1), true), conv(32, 32, 3, 1, 1), Shape.of(8, 8, 32)),
                Arguments.of(new Conv2d(6, 5, 1, Optional.of(0), true), conv(1, 6, 5, 1, 0), Shape.of(9, 7, 1)),
                Arguments.of(new Conv2d(4, 1, 2, Optional.of(0), true), conv(3, 4, 1, 2, 0), Shape.of(5, 5, 3)),
                Arguments.of(new BatchNorm(1e-3, 0.1), norm(8), Shape.of(5, 3, 8)),
                Arguments.of(new BatchNorm(1e-3, 0.1), norm(6), Shape.of(6)),
                Arguments.of(new MaxPool(2, touching), pool(PoolingType.MAX, 2, 2), Shape.of(7, 6, 3)),
                Arguments.of(new MaxPool(3, Optional.of(2)), pool(PoolingType.MAX, 3, 2), Shape.of(7, 7, 8)),
                Arguments.of(new AveragePool(2, touching), pool(PoolingType.AVG, 2, 2), Shape.of(7, 6, 3)),
                Arguments.of(new AveragePool(3, Optional.of(2)), pool(PoolingType.AVG, 3, 2), Shape.of(7, 7, 8)),
                Arguments.of(activation(Function.RELU), function(Activation.RELU), Shape.of(3, 5, 2)),
                Arguments.of(activation(Function.TANH), function(Activation.TANH), Shape.of(6)),
                Arguments.of(activation(Function.SIGMOID), function(Activation.SIGMOID), Shape.of(6)));
    }

    private static kd4j.model.layer.Activation activation(Function function) {
        return new kd4j.model.layer.Activation(function);
    }

    private static ActivationLayer.Builder function(Activation function) {
        return new ActivationLayer.Builder().activation(function);
    }

    private static ConvolutionLayer.Builder conv(int in, int out, int kernel, int stride, int padding) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nIn(in)
                .nOut(out)
                .stride(stride, stride)
                .padding(padding, padding);
    }

    private static BatchNormalization.Builder norm(int channels) {
        return new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(1e-3)
                .useLogStd(false);
    }

    private static SubsamplingLayer.Builder pool(PoolingType type, int size, int stride) {
        return new SubsamplingLayer.Builder(type).kernelSize(size, size).stride(stride, stride);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void equalInDouble(Layer layer, org.deeplearning4j.nn.conf.layers.Layer.Builder<?> stock, Shape shape) {
        // DL4J's own batch norm fails on a single vector.
        int fewest = layer instanceof BatchNorm && shape.rank() == 1 ? 2 : 1;
        for (int rows : List.of(fewest, 4)) {
            compare(layer, stock, shape, rows, DataType.DOUBLE, 1e-9);
        }
    }

    /** Floats take other ways through ND4J, with Winograd's algorithm from some number of channels on. */
    @ParameterizedTest
    @MethodSource("pairs")
    void closeInFloat(Layer layer, org.deeplearning4j.nn.conf.layers.Layer.Builder<?> stock, Shape shape) {
        compare(layer, stock, shape, 4, DataType.FLOAT, 2e-5);
    }

    private static void compare(
            Layer layer,
            org.deeplearning4j.nn.conf.layers.Layer.Builder<?> stock,
            Shape shape,
            int rows,
            DataType type,
            double tolerance) {
        LayerRun run = LayerRun.of(layer, shape, rows, type);
        MultiLayerNetwork net = net(stock);
        run.parameters().forEach((name, values) -> net.setParam("0_" + NAMES.get(name), row(net, name, values)));
        net.setInput(first(run.input()));
        INDArray expected = net.feedForward(true, false).get(1);
        LayerRun.assertClose("output", last(expected), run.forward(true), tolerance);
        INDArray gradient = run.backward(true);
        Pair<Gradient, INDArray> found =
                net.backpropGradient(first(run.outputGradient()), LayerWorkspaceMgr.noWorkspaces());
        LayerRun.assertClose("input gradient", last(found.getSecond()), gradient, tolerance);
        run.gradients().forEach((name, given) -> {
            if (!name.equals("mean") && !name.equals("variance")) {
                INDArray wanted = found.getFirst().getGradientFor("0_" + NAMES.get(name));
                LayerRun.assertClose(name, wanted.reshape(given.shape()), given, tolerance);
            }
        });
    }

    private static MultiLayerNetwork net(org.deeplearning4j.nn.conf.layers.Layer.Builder<?> stock) {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .activation(Activation.IDENTITY)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .layer(stock.build())
                .build());
        net.init();
        net.initGradientsView();
        return net;
    }

    private static INDArray row(MultiLayerNetwork net, String name, INDArray values) {
        return values.castTo(DataType.DOUBLE)
                .reshape(net.getParam("0_" + NAMES.get(name)).shape());
    }

    private static INDArray first(INDArray array) {
        INDArray exact = array.castTo(DataType.DOUBLE);
        return exact.rank() == 4 ? exact.permute(0, 3, 1, 2).dup('c') : exact;
    }

    private static INDArray last(INDArray array) {
        return array.rank() == 4 ? array.permute(0, 2, 3, 1).dup('c') : array;
    }
}
