package kd4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** Networks as users of DL4J make them. */
final class Stock {
    private Stock() {}

    /** A small LeNet for grey images of this side, with this activation behind its first layer. */
    static MultiLayerNetwork lenet(int side, Activation first) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(1e-3))
                .l2(1e-4)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .name("conv")
                        .nOut(6)
                        .activation(first)
                        .build())
                .layer(new SubsamplingLayer.Builder()
                        .name("pool")
                        .kernelSize(2, 2)
                        .build())
                .layer(new DenseLayer.Builder()
                        .name("dense")
                        .nOut(20)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder()
                        .name("out")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(side, side, 1))
                .build());
        network.init();
        return network;
    }

    static void save(MultiLayerNetwork network, Path file) throws IOException {
        ModelSerializer.writeModel(network, file.toFile(), true);
    }
}
