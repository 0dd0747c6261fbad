package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.architecture.GruNetwork;
import kd4j.model.architecture.Transformer;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Embedding;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.Gru;
import kd4j.model.layer.LayerNorm;
import kd4j.model.layer.Lstm;
import kd4j.model.layer.MultiHeadAttention;
import kd4j.model.layer.Positions;
import kd4j.model.layer.Returns;
import kd4j.model.onnx.OnnxModel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime, an implementation of its own, answers as layers and networks along time do. */
class OnnxSequencesTest {
    private static final int ROWS = 200;
    private static final int VOCABULARY = 6;

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        Transformer signals = new Transformer(8, 2, 2, 2, Positions.Kind.SINUSOIDAL, Optional.empty());
        Transformer words = new Transformer(12, 3, 1, 4, Positions.Kind.LEARNED, Optional.of(VOCABULARY));
        return Stream.of(
                Arguments.of("gru", new GruNetwork(List.of(7, 5)).blueprint(Shape.of(11, 3), 4)),
                Arguments.of("gru of one layer", new GruNetwork(List.of(6)).blueprint(Shape.of(5, 1), 3)),
                Arguments.of("transformer of signals", signals.blueprint(Shape.of(10, 3), 4)),
                Arguments.of("transformer of words", words.blueprint(Shape.of(9), 5)));
    }

    static Stream<Arguments> layers() {
        Shape signal = Shape.of(7, 3);
        Shape wide = Shape.of(5, 6);
        return Stream.of(
                alone("dense at each time", signal, new Dense(4, true)),
                alone("dense at each time without bias", signal, new Dense(4, false)),
                alone("layer norm of signals", signal, new LayerNorm(1e-5)),
                alone("layer norm of vectors", Shape.of(6), new LayerNorm(1e-3)),
                alone("layer norm of images", Shape.of(4, 5, 3), new LayerNorm(1e-5)),
                alone("embedding", Shape.of(8), new Embedding(VOCABULARY, 4)),
                alone("sinusoidal positions", signal, new Positions(Positions.Kind.SINUSOIDAL)),
                alone("learned positions", signal, new Positions(Positions.Kind.LEARNED)),
                alone("lstm, all states", signal, new Lstm(5, Returns.SEQUENCE)),
                alone("lstm, last state", signal, new Lstm(5, Returns.LAST)),
                alone("lstm of one time", Shape.of(1, 3), new Lstm(1, Returns.SEQUENCE)),
                alone("gru, all states", signal, new Gru(5, Returns.SEQUENCE)),
                alone("gru, last state", signal, new Gru(5, Returns.LAST)),
                alone("attention of one head", signal, new MultiHeadAttention(1)),
                alone("attention of three heads", wide, new MultiHeadAttention(3)),
                alone("attention of one time", Shape.of(1, 4), new MultiHeadAttention(2)),
                Arguments.of(
                        "convolution, relu, lstm, dense",
                        Blueprint.of(signal)
                                .then("conv", new Conv1d(4, 3, 1, Optional.empty(), true))
                                .then("relu", new Activation(Function.RELU))
                                .then("lstm", new Lstm(5, Returns.SEQUENCE))
                                .then("wide", new Dense(6, true))
                                .then("gelu", new Activation(Function.GELU))
                                .then("flat", new Flatten())
                                .then("logits", new Dense(3, true))
                                .build()));
    }

    private static Arguments alone(String name, Shape input, Layer layer) {
        return Arguments.of(
                name,
                Blueprint.of(input)
                        .then("layer", layer)
                        .then("flat", new Flatten())
                        .then("logits", new Dense(4, true))
                        .build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"networks", "layers"})
    void answersAsTheNetwork(String name, Blueprint plan) throws IOException {
        Path file = folder.resolve("student.onnx");
        INDArray rows = rows(plan, ROWS, 99);
        try (Network network = trained(plan)) {
            new OnnxExporter(OnnxStorage.PLAIN).write(network, Networks.card(plan), file);
            try (OnnxModel model = OnnxModel.open(file)) {
                assertEquals(plan.input(), model.input());
                float[] right = Comparison.logits(network, rows);
                Comparison comparison = Comparison.of(right, Comparison.logits(model, rows), plan.classes());
                assertTrue(Nd4j.createFromArray(right).stdNumber().doubleValue() > 0.01, "the logits are all alike");
                assertTrue(comparison.maxAbsDiff() <= 1e-5, name + ": " + comparison);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void exportsInEveryFormat(String name, Blueprint plan) {
        INDArray rows = rows(plan, 50, 98);
        try (Network network = trained(plan)) {
            for (ExportFormat format : ExportFormat.values()) {
                Path file = folder.resolve("student." + format.extension());
                ExportedFile done = Exporters.export(network, Networks.card(plan), format, rows, file);
                if (format.eightBits()) {
                    Networks.assertRoundings(name, done);
                } else {
                    assertTrue(done.maxAbsDiff() <= 1e-5, name + ": " + done);
                }
                assertEquals(50, done.argMaxEqual(), name + ": " + done);
            }
        }
    }

    /** Normal numbers, or entries of the vocabulary where the network begins with an embedding. */
    private static INDArray rows(Blueprint plan, int count, long seed) {
        if (!(plan.nodes().get(0).operation() instanceof Embedding)) {
            return Networks.rows(plan.input(), count, seed);
        }
        Random random = new Random(seed);
        float[] entries = new float[count * plan.input().values()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextInt(VOCABULARY);
        }
        return Nd4j.create(entries, plan.input().batch(count), 'c');
    }

    /** No parameter is at its start, neither shifts at 0 nor scales at 1. */
    private static Network trained(Blueprint plan) {
        Network network = Network.create(plan, 5);
        for (int step = 0; step < 5; step++) {
            network.learn(
                    rows(plan, 32, step),
                    Set.of(),
                    step,
                    signals -> Map.of(
                            Blueprint.LOGITS, signals.get(Blueprint.LOGITS).div(32)));
            network.parameters().subi(network.gradients().mul(0.01));
        }
        return network;
    }
}
