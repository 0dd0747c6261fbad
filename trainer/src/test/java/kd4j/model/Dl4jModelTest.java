package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.architecture.Mlp;
import kd4j.model.layer.LayerRun;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class Dl4jModelTest {
    private static final Shape IMAGES = Shape.of(8, 6, 3);
    private static final INDArray INPUT = LayerRun.random(1, DataType.FLOAT, 5, 8, 6, 3);

    @TempDir
    Path folder;

    private static OutputLayer output(Activation activation) {
        return new OutputLayer.Builder().nOut(4).activation(activation).build();
    }

    private static MultiLayerNetwork cnn(InputType type, CNN2DFormat format) {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(6)
                        .activation(Activation.RELU)
                        .dataFormat(format)
                        .build())
                .layer(new SubsamplingLayer.Builder().dataFormat(format).build())
                .layer(output(Activation.SOFTMAX))
                .setInputType(type)
                .build());
        net.init();
        return net;
    }

    private Path saved(org.deeplearning4j.nn.api.Model net) throws IOException {
        Path file = folder.resolve("teacher.zip");
        ModelSerializer.writeModel(net, file.toFile(), true);
        return file;
    }

    private void assertSameAnswers(MultiLayerNetwork net, INDArray asItWants) throws IOException {
        INDArray expected = net.output(asItWants);
        try (Model model = Dl4jModel.load(saved(net), IMAGES)) {
            INDArray logits = model.forward(INPUT, Set.of("logits")).get("logits");
            assertEquals(4, model.classes());
            assertTrue(expected.equalsWithEps(Transforms.softmax(logits), 1e-6));
            assertTrue(logits.sum(1).sub(1).amaxNumber().doubleValue() > 0.01, "still probabilities");
        }
    }

    private static INDArray channelsFirst() {
        return INPUT.permute(0, 3, 1, 2).dup('c');
    }

    @Test
    void imagesChannelsFirst() throws IOException {
        assertSameAnswers(cnn(InputType.convolutional(8, 6, 3), CNN2DFormat.NCHW), channelsFirst());
    }

    @Test
    void imagesChannelsLast() throws IOException {
        assertSameAnswers(cnn(InputType.convolutional(8, 6, 3, CNN2DFormat.NHWC), CNN2DFormat.NHWC), INPUT);
    }

    @Test
    void flatImages() throws IOException {
        INDArray flat = channelsFirst().reshape(5, 144);
        assertSameAnswers(cnn(InputType.convolutionalFlat(8, 6, 3), CNN2DFormat.NCHW), flat);
    }

    @Test
    void denseLayersAsGraph() throws IOException {
        ComputationGraph net = dense(1, Activation.SOFTMAX);
        INDArray vectors = LayerRun.random(2, DataType.FLOAT, 5, 7);
        INDArray expected = net.outputSingle(vectors);
        try (Model model = Dl4jModel.load(saved(net), Shape.of(7))) {
            INDArray logits = model.forward(vectors, Set.of("logits")).get("logits");
            assertTrue(expected.equalsWithEps(Transforms.softmax(logits), 1e-6));
        }
    }

    private static ComputationGraph dense(int outputs, Activation activation) {
        var builder = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nIn(7).nOut(9).build(), "in");
        String[] names = outputs == 1 ? new String[] {"out"} : new String[] {"out", "out2"};
        for (String name : names) {
            OutputLayer layer = new OutputLayer.Builder()
                    .nIn(9)
                    .nOut(4)
                    .activation(activation)
                    .build();
            builder.addLayer(name, layer, "hidden");
        }
        ComputationGraph net = new ComputationGraph(builder.setOutputs(names).build());
        net.init();
        return net;
    }

    private String refusal(Class<? extends RuntimeException> type, Path file, Shape samples) {
        var e = assertThrows(type, () -> Dl4jModel.load(file, samples));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        return e.getMessage().substring(file.toString().length());
    }

    @Test
    void twoOutputs() throws IOException {
        assertEquals(
                ": the network has 2 outputs, [out, out2]; a teacher has one",
                refusal(ModelException.class, saved(dense(2, Activation.SOFTMAX)), Shape.of(7)));
    }

    @Test
    void anotherActivation() throws IOException {
        assertEquals(
                ": the last layer 'out' ends in sigmoid; class scores end in softmax or identity",
                refusal(ModelException.class, saved(dense(1, Activation.SIGMOID)), Shape.of(7)));
    }

    @Test
    void wrongSamples() throws IOException {
        assertEquals(
                ": the network takes 7 values, the samples are 8x6x3",
                refusal(ShapeException.class, saved(dense(1, Activation.SOFTMAX)), IMAGES));
        assertEquals(
                ": the network takes images with 3 channels, the samples are 8x6x1",
                refusal(
                        ShapeException.class,
                        saved(cnn(InputType.convolutional(8, 6, 3), CNN2DFormat.NCHW)),
                        Shape.of(8, 6, 1)));
    }

    @Test
    void wrongHeight() throws IOException {
        String message = refusal(
                ModelException.class,
                saved(cnn(InputType.convolutional(8, 6, 3), CNN2DFormat.NCHW)),
                Shape.of(12, 12, 3));
        assertTrue(message.startsWith(": the network cannot take samples of 12x12x3: "), message);
    }

    @Test
    void brokenFiles() throws IOException {
        Path file = saved(dense(1, Activation.SOFTMAX));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(ModelException.class, file, Shape.of(7)).startsWith(" cannot be read as a model zip: "));
        Files.writeString(file, "not a zip");
        assertTrue(refusal(ModelException.class, file, Shape.of(7)).startsWith(" is not a model zip of DL4J"));
        whole[whole.length / 3] ^= 0x55;
        Files.write(file, whole);
        assertTrue(refusal(ModelException.class, file, Shape.of(7)).startsWith(" cannot be read as a model zip: "));
        Files.delete(file);
        assertTrue(refusal(ModelException.class, file, Shape.of(7)).contains("No such file"));
    }

    @Test
    void ownNetworksAreReadToo() {
        Path file = folder.resolve("own.zip");
        try (Network network = Network.create(new Mlp(List.of(4), 0, 0).blueprint(IMAGES, 3), 1)) {
            network.save(file);
            try (Model model = Dl4jModel.load(file, IMAGES)) {
                assertInstanceOf(Network.class, model);
                assertEquals(
                        network.forward(INPUT, Set.of("logits")).get("logits"),
                        model.forward(INPUT, Set.of("logits")).get("logits"));
            }
        }
        var e = assertThrows(ShapeException.class, () -> Dl4jModel.load(file, Shape.of(7)));
        assertTrue(e.getMessage().endsWith("the network takes 8x6x3, the samples are 7"), e.getMessage());
    }

    @Test
    void plainNetworksAreNotTrained() throws IOException {
        Path file = saved(dense(1, Activation.SOFTMAX));
        var e = assertThrows(ModelException.class, () -> Network.load(file));
        assertTrue(e.getMessage().contains("has layers that are not KD4J's"), e.getMessage());
    }
}
