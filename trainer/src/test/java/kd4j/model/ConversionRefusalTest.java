package kd4j.model;

import static kd4j.model.ConversionRun.chain;
import static kd4j.model.ConversionRun.graph;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What has not exactly its like in KD4J is refused by name; what belongs to a training is told. */
class ConversionRefusalTest {
    private static final Shape IMAGES = Shape.of(8, 6, 3);

    @TempDir
    Path folder;

    private static Arguments refused(Layer layer, String reason) {
        return Arguments.of(layer, reason);
    }

    private static ConvolutionLayer.Builder conv(int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(5);
    }

    private static SubsamplingLayer.Builder pool(PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(2, 2);
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                refused(
                        new LocalResponseNormalization.Builder().build(),
                        "(LocalResponseNormalization) cannot be converted: KD4J has no layer that does exactly the same"),
                refused(
                        new Deconvolution2D.Builder(2, 2).nOut(3).build(),
                        "(Deconvolution2D) cannot be converted: KD4J has no layer"),
                refused(
                        new FrozenLayer(new DenseLayer.Builder().nOut(3).build()),
                        "(FrozenLayer) cannot be converted: KD4J has no layer"),
                refused(
                        new ActivationLayer(Activation.SWISH),
                        "KD4J has no activation function swish; it has relu, relu6"),
                refused(new ActivationLayer(Activation.GELU), "DL4J approximates gelu"),
                refused(new ActivationLayer(new ActivationLReLU(0.2)), "leaky relu has the slope 0.2 there"),
                refused(new ActivationLayer(Activation.SOFTMAX), "softmax of images"),
                refused(conv(3).dilation(2, 2).build(), "KD4J has no dilation, it has [2, 2] there"),
                refused(conv(3).stride(2, 1).build(), "one stride for both directions, it has [2, 1] there"),
                refused(
                        conv(3).stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build(),
                        "mode Same with a window of 3x3 and stride 2 pads images of 8x6x5 by one pixel more at the end"),
                refused(conv(3).dropOut(new GaussianNoise(0.1)).build(), "KD4J has no GaussianNoise"),
                refused(pool(PoolingType.PNORM).pnorm(2).build(), "KD4J has no pooling PNORM"),
                refused(
                        pool(PoolingType.MAX).kernelSize(3, 2).build(),
                        "KD4J pools in squares with the same border all around, it has 3x2 with 0x0 there"),
                refused(
                        pool(PoolingType.AVG)
                                .padding(1, 1)
                                .avgPoolIncludePadInDivisor(true)
                                .build(),
                        "it counts its border into the mean"),
                refused(new BatchNormalization.Builder().decay(1).build(), "its decay is 1.0"),
                refused(
                        new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(2)
                                .build(),
                        "gamma is locked at 2.0 and beta at 0.0, and DL4J itself applies both or none"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void a_layer_is_refused_by_name(Layer layer, String reason) throws IOException {
        layer.setLayerName("odd one");
        String message = new ConversionRun(folder)
                .refusal(ModelException.class, chain(InputType.convolutional(8, 6, 3), conv(1).build(), layer), IMAGES);
        assertTrue(message.startsWith("layer 'odd one' (" + layer.getClass().getSimpleName() + ")"), message);
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("Of DL4J's layers ConvolutionLayer, DenseLayer,"), message);
    }

    /** Why gelu is refused: neither of DL4J's forms comes near x times the share of a normal distribution below x. */
    @Test
    void gelu_is_another_function_there() {
        double exact = 1.5 * 0.9331927987311419; // the normal distribution's table at 1.5
        for (IActivation function : List.of(new ActivationGELU(false), new ActivationGELU(true))) {
            double given = function.getActivation(Nd4j.createFromArray(new double[] {1.5}), false)
                    .getDouble(0);
            assertTrue(Math.abs(given - exact) > 1e-4, function + " gives " + given);
        }
    }

    private static org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder vectors() {
        return new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(7))
                .addLayer("a", new DenseLayer.Builder().nOut(5).build(), "in")
                .addLayer("b", new DenseLayer.Builder().nOut(5).build(), "a");
    }

    @Test
    void other_vertices_are_refused_by_name() throws IOException {
        var product = vectors()
                .addVertex("times", new ElementWiseVertex(ElementWiseVertex.Op.Product), "a", "b")
                .addLayer("out", ConversionRun.output().build(), "times")
                .setOutputs("out");
        ConversionRun run = new ConversionRun(folder);
        String message = run.refusal(ModelException.class, graph(product), Shape.of(7));
        assertTrue(
                message.startsWith(
                        "layer 'times' (ElementWiseVertex) cannot be converted: KD4J has no join Product. Of DL4J's"),
                message);
        var scale = vectors()
                .addVertex("twice", new ScaleVertex(2), "b")
                .addLayer("out", ConversionRun.output().build(), "twice")
                .setOutputs("out");
        String other = run.refusal(ModelException.class, graph(scale), Shape.of(7));
        assertTrue(
                other.startsWith("layer 'twice' (ScaleVertex) cannot be converted: KD4J has no such join. Of"), other);
    }

    /** The network's answers then differ from what it was trained to, so no other network can give both. */
    @Test
    void an_activation_that_overwrites_what_others_need_is_refused() throws IOException {
        var plan = vectors()
                .addLayer("drop", new DropoutLayer(0.5), "a")
                .addLayer("over", new ActivationLayer(Activation.RELU), "drop")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "over", "b")
                .addLayer("out", ConversionRun.output().build(), "sum")
                .setOutputs("out");
        String message = new ConversionRun(folder).refusal(ModelException.class, graph(plan), Shape.of(7));
        assertTrue(
                message.startsWith(
                        "layer 'over' (ActivationLayer) cannot be converted: what feeds it feeds other layers too"),
                message);
    }

    @Test
    void samples_of_another_shape_are_told() throws IOException {
        ConversionRun run = new ConversionRun(folder);
        var images = chain(InputType.convolutional(8, 6, 3), conv(3).build());
        assertEquals(
                "the network takes images with 3 channels, the samples are 8x6x1",
                run.refusal(ShapeException.class, images, Shape.of(8, 6, 1)));
        var flat = chain(InputType.convolutionalFlat(8, 6, 3), conv(3).build());
        assertEquals(
                "the network takes images of 8x6x3, the samples are 6x8x3",
                run.refusal(ShapeException.class, flat, Shape.of(6, 8, 3)));
    }

    @Test
    void numbers_of_16_bits_are_refused() throws IOException {
        var net = chain(
                InputType.feedForward(7),
                DataType.HALF,
                new DenseLayer.Builder().nOut(3).build());
        assertEquals(
                "the network's numbers are of type HALF; KD4J has FLOAT and DOUBLE",
                new ConversionRun(folder).refusal(ModelException.class, net, Shape.of(7)));
    }

    @Test
    void what_belongs_to_a_training_is_told() throws IOException {
        var net = chain(
                InputType.feedForward(7),
                new DenseLayer.Builder()
                        .name("one")
                        .nOut(3)
                        .l2(1e-3)
                        .updater(new Sgd(0.1))
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .weightNoise(new DropConnect(0.5))
                        .constrainWeights(new MaxNormConstraint(1, 1))
                        .build(),
                new BatchNormalization.Builder().name("two").lockGammaBeta(true).build());
        try (Network network =
                new ConversionRun(folder).convert(net, Shape.of(7)).network()) {
            assertEquals(4, network.classes());
        }
        assertEquals(
                List.of(
                        "the loss function: LossMCXENT",
                        "the updater and its state: Sgd",
                        "regularisation: one",
                        "weight noise: one",
                        "gradient normalisation: one",
                        "constraints: one",
                        "the lock of gamma and beta, which are trained from now on: two"),
                new ConversionRun(folder).convert(net, Shape.of(7)).leftOut());
    }
}
