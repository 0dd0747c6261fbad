package kd4j.model;

import static kd4j.model.ConversionRun.chain;
import static kd4j.model.ConversionRun.channelsFirst;
import static kd4j.model.ConversionRun.graph;
import static kd4j.model.ConversionRun.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Dropout;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks of DL4J's layers and what they are converted to give the same answers. */
class Dl4jConversionTest {
    private static final Shape IMAGES = Shape.of(8, 6, 3);
    private static final InputType CHANNELS_FIRST = InputType.convolutional(8, 6, 3);

    @TempDir
    Path folder;

    private ConversionRun run;

    @BeforeEach
    void begin() {
        run = new ConversionRun(folder);
    }

    private static DenseLayer.Builder dense(int units, Activation activation) {
        return new DenseLayer.Builder().nOut(units).activation(activation);
    }

    private static ConvolutionLayer.Builder conv(int channels, int... kernel) {
        return new ConvolutionLayer.Builder(kernel).nOut(channels).activation(Activation.RELU);
    }

    private static InputType images(CNN2DFormat format) {
        return InputType.convolutional(8, 6, 3, format);
    }

    private static INDArray as(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? input(IMAGES) : channelsFirst(input(IMAGES));
    }

    private List<String> assertSame(Layer... layers) throws IOException {
        try (Network network = run.assertSame(chain(CHANNELS_FIRST, layers), IMAGES, as(CNN2DFormat.NCHW))) {
            return network.blueprint().nodes().stream()
                    .map(Blueprint.Node::name)
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RELU", "RELU6", "LEAKYRELU", "TANH", "SIGMOID", "SOFTMAX", "IDENTITY"})
    void dense_layers_with_each_activation(Activation activation) throws IOException {
        Shape vectors = Shape.of(7);
        var net = chain(
                InputType.feedForward(7),
                dense(9, activation).build(),
                new ActivationLayer(activation),
                dense(5, activation).hasBias(false).build());
        run.assertSame(net, vectors, input(vectors)).close();
    }

    @Test
    void numbers_of_64_bits_stay_so() throws IOException {
        Shape vectors = Shape.of(7);
        var net = chain(
                InputType.feedForward(7),
                DataType.DOUBLE,
                dense(9, Activation.TANH).build());
        try (Network network = run.assertSame(net, vectors, input(vectors))) {
            assertEquals(DataType.DOUBLE, network.parameters().dataType());
        }
    }

    @Test
    void dense_layers_that_see_flat_images() throws IOException {
        var net = chain(InputType.feedForward(144), dense(9, Activation.TANH).build());
        INDArray flat = channelsFirst(input(IMAGES)).reshape('c', ConversionRun.ROWS, 144);
        run.assertSame(net, IMAGES, flat).close();
    }

    @Test
    void lenet_with_flat_images() throws IOException {
        var net = chain(
                InputType.convolutionalFlat(8, 6, 3),
                conv(6, 3, 3).build(),
                new SubsamplingLayer.Builder().kernelSize(2, 2).build(),
                dense(9, Activation.TANH).build());
        INDArray flat = channelsFirst(input(IMAGES)).reshape('c', ConversionRun.ROWS, 144);
        try (Network network = run.assertSame(net, IMAGES, flat)) {
            assertEquals(
                    List.of("layer0-linear", "layer0", "layer1", "layer2-flatten", "layer2-linear", "layer2", "logits"),
                    network.blueprint().nodes().stream()
                            .map(Blueprint.Node::name)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void convolution_and_norm_in_each_format(CNN2DFormat format) throws IOException {
        var net = chain(
                images(format),
                conv(6, 3, 3)
                        .dataFormat(format)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                norm(false).build(),
                new ActivationLayer(Activation.RELU),
                conv(5, 3, 1).dataFormat(format).padding(1, 0).build(),
                new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(2, 2)
                        .dataFormat(format)
                        .build(),
                dense(9, Activation.IDENTITY).build(),
                norm(true).build());
        run.assertSame(net, IMAGES, as(format)).close();
    }

    private static BatchNormalization.Builder norm(boolean logarithm) {
        return new BatchNormalization.Builder().eps(1e-3).decay(0.8).useLogStd(logarithm);
    }

    /** Their statistics lie in the order in which DL4J lays images out. */
    @Test
    void norm_and_activation_of_laid_out_images() throws IOException {
        GraphBuilder plan = plan(CNN2DFormat.NCHW)
                .addLayer("conv", conv(6, 3, 3).build(), "in")
                .addVertex("flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(6, 4, 6)), "conv")
                .addLayer("norm", norm(false).build(), "flat")
                .addLayer("norm2", norm(true).build(), "norm")
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "norm2")
                .addLayer("out", ConversionRun.output().build(), "tanh")
                .setOutputs("out");
        run.assertSame(graph(plan), IMAGES, as(CNN2DFormat.NCHW)).close();
    }

    private static GraphBuilder plan(CNN2DFormat format) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(images(format));
    }

    @ParameterizedTest
    @EnumSource
    void residual_blocks_and_merges(CNN2DFormat format) throws IOException {
        GraphBuilder plan = plan(format)
                .addLayer("stem", same(6, format), "in")
                .addLayer("a", same(6, format), "stem")
                .addLayer("norm", norm(false).build(), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "stem")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("b", same(4, format), "relu")
                .addVertex("both", new MergeVertex(), "relu", "b")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "both")
                .addLayer("most", new GlobalPoolingLayer(PoolingType.MAX), "both")
                .addVertex("pooled", new ElementWiseVertex(ElementWiseVertex.Op.Add), "mean", "most", "mean")
                .addLayer("out", ConversionRun.output().build(), "pooled")
                .setOutputs("out");
        try (Network network = run.assertSame(graph(plan), IMAGES, as(format))) {
            assertTrue(network.taps()
                    .containsAll(Set.of("stem", "a", "norm", "sum", "relu", "b", "both", "mean", "most", "pooled")));
        }
    }

    private static ConvolutionLayer same(int channels, CNN2DFormat format) {
        return conv(channels, 3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(format)
                .build();
    }

    /** Part of the merged vector lies channels first, the other part does not come from an image. */
    @Test
    void merged_vectors_keep_their_orders() throws IOException {
        GraphBuilder plan = plan(CNN2DFormat.NCHW)
                .addLayer("conv", conv(6, 3, 3).build(), "in")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "conv")
                .addVertex("flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(6, 4, 6)), "conv")
                .addVertex("both", new MergeVertex(), "mean", "flat")
                .addLayer("dense", dense(8, Activation.TANH).build(), "both")
                .addLayer("out", ConversionRun.output().build(), "dense")
                .setOutputs("out");
        run.assertSame(graph(plan), IMAGES, as(CNN2DFormat.NCHW)).close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MAX", "AVG"})
    void pooling_with_borders(PoolingType type) throws IOException {
        assertSame(
                new SubsamplingLayer.Builder(type)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                conv(5, 1, 1).build());
        assertSame(
                conv(5, 3, 3).build(),
                new SubsamplingLayer.Builder(type)
                        .kernelSize(3, 3)
                        .stride(1, 1)
                        .convolutionMode(ConvolutionMode.Same)
                        .build());
    }

    @Test
    void convolutions_with_strides_and_modes() throws IOException {
        assertSame(
                conv(5, 3, 3).stride(2, 2).padding(1, 1).build(), // truncates: 8 + 2 - 3 is odd
                conv(4, 1, 1).stride(2, 2).convolutionMode(ConvolutionMode.Same).build());
        assertSame(conv(5, 5, 3).convolutionMode(ConvolutionMode.Same).build());
        assertSame(conv(5, 2, 2)
                .stride(2, 2)
                .convolutionMode(ConvolutionMode.Strict)
                .build());
    }

    @Test
    void a_locked_norm_has_its_constants() throws IOException {
        assertSame(conv(5, 3, 3).build(), norm(false).lockGammaBeta(true).build());
        assertSame(
                conv(5, 3, 3).build(),
                norm(false).lockGammaBeta(true).gamma(1.5).beta(-0.5).build());
    }

    @Test
    void a_loss_layer_leaves_the_logits_to_the_layer_before_it() throws IOException {
        GraphBuilder plan = plan(CNN2DFormat.NCHW)
                .addLayer("logits", conv(3, 3, 3).build(), "in")
                .addLayer("input", new GlobalPoolingLayer(PoolingType.AVG), "logits")
                .addLayer("dense", dense(4, Activation.IDENTITY).build(), "input")
                .addLayer(
                        "out",
                        new LossLayer.Builder().activation(Activation.SOFTMAX).build(),
                        "dense")
                .setOutputs("out");
        try (Network network = run.assertSame(graph(plan), IMAGES, as(CNN2DFormat.NCHW))) {
            assertEquals(Set.of("logits-linear", "logits-1", "input-1", "logits"), network.taps());
        }
    }

    @Test
    void dropout_and_momentum_are_counted_the_other_way_round() throws IOException {
        var net = chain(
                CHANNELS_FIRST,
                conv(6, 3, 3).dropOut(0.9).build(),
                norm(true).build(),
                new DropoutLayer(0.7),
                dense(9, Activation.TANH).dropOut(1).build());
        try (Network network = run.assertSame(net, IMAGES, as(CNN2DFormat.NCHW))) {
            Map<String, Operation> nodes = network.blueprint().nodes().stream()
                    .collect(java.util.stream.Collectors.toMap(Blueprint.Node::name, Blueprint.Node::operation));
            assertEquals(new Dropout(0.1), nodes.get("layer0-dropout"));
            assertEquals(new Dropout(0.3), nodes.get("layer2"));
            assertEquals(new BatchNorm(1e-3, 0.2), nodes.get("layer1"));
            assertEquals(
                    2, nodes.values().stream().filter(Dropout.class::isInstance).count());
        }
    }
}
