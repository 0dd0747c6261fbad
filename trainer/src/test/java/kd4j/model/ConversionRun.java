package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.dl4j.convert.Converted;
import kd4j.model.layer.LayerRun;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Makes networks of DL4J's layers, saves them, converts what was saved, and puts both answers beside each other. */
final class ConversionRun {
    static final int ROWS = 5;

    private final Path file;

    ConversionRun(Path folder) {
        file = folder.resolve("stock.zip");
    }

    Path file() {
        return file;
    }

    static OutputLayer.Builder output() {
        return new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX);
    }

    /** These layers and a softmax over four classes. */
    static MultiLayerNetwork chain(InputType input, DataType type, Layer... layers) {
        var builder =
                new NeuralNetConfiguration.Builder().seed(5).dataType(type).list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        MultiLayerConfiguration conf =
                builder.layer(output().build()).setInputType(input).build();
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        net.paramTable().forEach(ConversionRun::disturb);
        return net;
    }

    static MultiLayerNetwork chain(InputType input, Layer... layers) {
        return chain(input, DataType.FLOAT, layers);
    }

    static ComputationGraph graph(ComputationGraphConfiguration.GraphBuilder builder) {
        ComputationGraph net = new ComputationGraph(builder.build());
        net.init();
        net.paramTable().forEach(ConversionRun::disturb);
        return net;
    }

    /** Gives biases, scales and statistics values that a trained network could have. */
    private static void disturb(String name, INDArray values) {
        INDArray noise = LayerRun.random(name.hashCode(), values.dataType(), values.shape());
        switch (name.substring(name.lastIndexOf('_') + 1)) {
            case "W" -> values.addi(noise.muli(0.05));
            case "var" -> values.assign(Transforms.abs(noise).addi(0.3));
            case "gamma" -> values.assign(noise.muli(0.4).addi(1.2));
            default -> values.assign(noise.muli(0.3));
        }
    }

    Converted convert(org.deeplearning4j.nn.api.Model net, Shape samples) throws IOException {
        ModelSerializer.writeModel(net, file.toFile(), true);
        return Dl4jModel.convert(file, samples);
    }

    String refusal(Class<? extends RuntimeException> type, org.deeplearning4j.nn.api.Model net, Shape samples)
            throws IOException {
        ModelSerializer.writeModel(net, file.toFile(), true);
        var e = assertThrows(type, () -> Dl4jModel.convert(file, samples));
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        return e.getMessage().substring(file.toString().length() + 2);
    }

    static INDArray input(Shape samples) {
        return LayerRun.random(1, DataType.FLOAT, samples.batch(ROWS));
    }

    static INDArray channelsFirst(INDArray images) {
        return images.permute(0, 3, 1, 2).dup('c');
    }

    /**
     * Asserts that the converted network gives DL4J's class shares, from its logits, and what DL4J's named pieces give.
     *
     * @param asItWants the same samples as DL4J's network takes them
     * @return the converted network, for the caller to close
     */
    Network assertSame(MultiLayerNetwork net, Shape samples, INDArray asItWants) throws IOException {
        Network network = convert(net, samples).network();
        INDArray input = asItWants.castTo(net.getLayerWiseConfigurations().getDataType());
        List<INDArray> activations = net.feedForward(input, false);
        Map<String, INDArray> expected = new LinkedHashMap<>();
        for (int i = 0; i < net.getnLayers(); i++) {
            // DL4J's activation layers write over what they get.
            if (i + 1 == net.getnLayers() || !(net.getLayer(i + 1).conf().getLayer() instanceof ActivationLayer)) {
                expected.put(net.getLayer(i).conf().getLayer().getLayerName(), activations.get(i + 1));
            }
        }
        String last = net.getLayer(net.getnLayers() - 1).conf().getLayer().getLayerName();
        return assertSame(network, expected, expected.remove(last));
    }

    Network assertSame(ComputationGraph net, Shape samples, INDArray asItWants) throws IOException {
        Network network = convert(net, samples).network();
        ComputationGraphConfiguration conf = net.getConfiguration();
        Map<String, INDArray> expected = net.feedForward(asItWants.castTo(conf.getDataType()), false);
        conf.getVertexInputs().forEach((name, inputs) -> {
            if (net.getLayer(name) != null && net.getLayer(name).conf().getLayer() instanceof ActivationLayer) {
                inputs.forEach(expected::remove);
            }
        });
        return assertSame(
                network, expected, expected.remove(conf.getNetworkOutputs().get(0)));
    }

    private Network assertSame(Network network, Map<String, INDArray> expected, INDArray shares) {
        Map<String, INDArray> given = network.forward(input(network.input()), network.taps());
        assertEquals(network.taps(), given.keySet());
        try (Model plain = Dl4jModel.load(file, network.input())) {
            INDArray logits =
                    plain.forward(input(network.input()), Set.of("logits")).get("logits");
            assertClose("logits", logits, given.get("logits"));
        }
        assertClose("shares", shares, Transforms.softmax(given.get("logits")));
        assertTrue(given.get("logits").sum(1).sub(1).amaxNumber().doubleValue() > 0.01, "still shares");
        expected.forEach((name, values) -> {
            if (network.taps().contains(name)
                    && !name.equals("logits")
                    && values.rank() == given.get(name).rank()) {
                INDArray own = given.get(name);
                assertClose(name, ordered(values, own), own.rank() == 2 ? sorted(own) : own);
            }
        });
        return network;
    }

    /** Images channels last; vectors may lie in another order, which what the next layer makes of them tells. */
    private static INDArray ordered(INDArray values, INDArray like) {
        if (values.rank() == 2) {
            return sorted(values);
        }
        return Arrays.equals(values.shape(), like.shape()) ? values : values.permute(0, 2, 3, 1);
    }

    private static INDArray sorted(INDArray rows) {
        return Nd4j.sort(rows.dup('c'), 1, true);
    }

    private static void assertClose(String name, INDArray expected, INDArray given) {
        LayerRun.assertClose(name, expected, given, 1e-5);
    }
}
