package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.component.Names;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Join;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.architecture.DsCnn;
import kd4j.model.architecture.Lenet;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.Mobile;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.architecture.Resnet;
import kd4j.model.architecture.SignalCnn;
import kd4j.model.architecture.Vgg;
import kd4j.model.architecture.Wrn;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import kd4j.model.layer.Softmax;
import kd4j.model.layer.Upsample;
import kd4j.model.onnx.OnnxModel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ONNX Runtime, an implementation of its own, answers as the networks do. */
class OnnxAgreementTest {
    private static final int ROWS = 1000;

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        Shape digit = Shape.of(28, 28, 1);
        Shape photo = Shape.of(17, 14, 3);
        return Stream.of(
                Arguments.of("mlp", new Mlp(List.of(64, 32), 0.2, 0.1).blueprint(digit, 10)),
                Arguments.of("mlp of photos", new Mlp(List.of(40), 0.0, 0.0).blueprint(photo, 7)),
                Arguments.of("lenet", new Lenet().blueprint(digit, 10)),
                Arguments.of("lenet of photos", new Lenet().blueprint(photo, 7)),
                Arguments.of("plain-cnn", new PlainCnn(List.of(8, 16), true, 2).blueprint(digit, 10)),
                Arguments.of("plain-cnn of photos", new PlainCnn(List.of(8, 16, 24), true, 1).blueprint(photo, 7)),
                Arguments.of("plain-cnn without batch norm", new PlainCnn(List.of(6), false, 2).blueprint(photo, 7)),
                Arguments.of("resnet", new Resnet(14, List.of(6, 8), 6).blueprint(photo, 7)),
                Arguments.of("wrn", new Wrn(10, 1, 0.1).blueprint(Shape.of(8, 8, 3), 7)),
                Arguments.of("vgg", new Vgg(8).blueprint(Shape.of(8, 8, 1), 7)),
                Arguments.of("mobile", new Mobile(0.25).blueprint(Shape.of(16, 16, 3), 7)),
                Arguments.of("ds-cnn", new DsCnn(16, 2).blueprint(Shape.of(20, 10, 1), 7)),
                Arguments.of("conv1d", new SignalCnn(List.of(8, 12), 5).blueprint(Shape.of(21, 3), 7)));
    }

    static Stream<Arguments> layers() {
        Shape odd = Shape.of(7, 5, 3);
        Shape even = Shape.of(8, 6, 2);
        Shape vector = Shape.of(6);
        Shape signal = Shape.of(9, 3);
        Optional<Integer> usual = Optional.empty();
        Conv2d tall = new Conv2d(5, 10, 2, Optional.of(5), true, 1, Optional.of(4), Optional.of(1));
        return Stream.of(
                alone("dense", vector, new Dense(4, true)),
                alone("dense without bias", vector, new Dense(4, false)),
                alone("conv 3x3", odd, new Conv2d(4, 3, 1, usual, true)),
                alone("conv 3x3 stride 2, odd sides", odd, new Conv2d(4, 3, 2, usual, true)),
                alone("conv 3x3 stride 2, even sides", even, new Conv2d(4, 3, 2, usual, false)),
                alone("conv 5x5 without padding", odd, new Conv2d(4, 5, 1, Optional.of(0), true)),
                alone("conv 2x2, half its side as padding", even, new Conv2d(3, 2, 1, usual, true)),
                alone("conv 1x1 stride 3", odd, new Conv2d(5, 1, 3, usual, true)),
                alone("conv of one channel", Shape.of(5, 9, 1), new Conv2d(4, 3, 1, Optional.of(2), true)),
                alone("batch norm of images", odd, new BatchNorm(1e-5, 0.3)),
                alone("batch norm of vectors", vector, new BatchNorm(1e-3, 0.3)),
                alone("max pool that fits", even, new MaxPool(2, usual)),
                alone("max pool with a rest at the border", odd, new MaxPool(2, usual)),
                alone("max pool with overlap", odd, new MaxPool(3, Optional.of(2))),
                alone("average pool that fits", even, new AveragePool(2, usual)),
                alone("average pool with a rest at the border", odd, new AveragePool(2, usual)),
                alone("average pool with overlap and a rest", even, new AveragePool(3, Optional.of(2))),
                alone("conv in groups", Shape.of(6, 5, 4), new Conv2d(6, 3, 1, usual, true, 2)),
                alone("conv 10x4", Shape.of(13, 6, 2), tall),
                alone("depthwise conv", odd, new DepthwiseConv2d(3, 1, usual, true)),
                alone("depthwise conv stride 2", even, new DepthwiseConv2d(5, 2, usual, false)),
                alone("conv of signals", signal, new Conv1d(4, 3, 1, usual, true)),
                alone("conv of signals, stride 2", signal, new Conv1d(4, 4, 2, Optional.of(1), false)),
                alone("max pool with a border", odd, new MaxPool(3, Optional.of(2), 1)),
                alone("average pool with a border", odd, new AveragePool(3, Optional.of(2), 1)),
                alone("max pool of signals", signal, new MaxPool(3, Optional.of(2), 1)),
                alone("average pool of signals", signal, new AveragePool(3, Optional.of(2), 1)),
                alone("global average pool", odd, new GlobalAveragePool()),
                alone("global average pool of signals", signal, new GlobalAveragePool()),
                alone("global max pool", odd, new GlobalMaxPool()),
                alone("global max pool of signals", signal, new GlobalMaxPool()),
                alone("upsample", odd, new Upsample(2)),
                alone("upsample signals", signal, new Upsample(3)),
                alone("batch norm of signals", signal, new BatchNorm(1e-5, 0.3)),
                alone("flatten of signals", signal, new Flatten()),
                alone("softmax of images", odd, new Softmax()),
                alone("softmax of vectors", vector, new Softmax()),
                alone("softmax of signals", signal, new Softmax()),
                alone("flatten", odd, new Flatten()),
                alone("flatten of one channel", Shape.of(7, 5, 1), new Flatten()),
                alone("dropout", odd, new Dropout(0.5)),
                Arguments.of(
                        "dropout at the end",
                        Blueprint.of(vector)
                                .then("scores", new Dense(3, true))
                                .then("logits", new Dropout(0.5))
                                .build()),
                Arguments.of(
                        "names that are taken",
                        Blueprint.of(vector)
                                .then("hidden", new Dense(5, true))
                                .then("hidden/weight", new Activation(Function.TANH))
                                .then("logits", new Dense(3, true))
                                .build()));
    }

    static Stream<Arguments> functions() {
        return Arrays.stream(Function.values()).flatMap(f -> Stream.of(Shape.of(6), Shape.of(7, 5, 3))
                .map(shape -> alone(Names.constant(f.name()) + " of " + shape, shape, new Activation(f))));
    }

    static Stream<Arguments> branches() {
        return Stream.of(branched("add", new Add(), 6), branched("concat", new Concat(), 4));
    }

    /** Two convolutions of one image, brought together, a relu behind. */
    private static Arguments branched(String name, Join join, int channels) {
        return Arguments.of(
                name,
                Blueprint.of(Shape.of(7, 5, 3))
                        .then("stem", new Conv2d(6, 3, 1, Optional.empty(), true))
                        .add("left", new Conv2d(channels, 3, 1, Optional.empty(), true), "stem")
                        .add("join", join, "left", "stem")
                        .then("relu", new Activation(Function.RELU))
                        .then("mean", new GlobalAveragePool())
                        .then("logits", new Dense(4, true))
                        .build());
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
    @MethodSource({"networks", "layers", "functions", "branches"})
    void answersAsTheNetwork(String name, Blueprint plan) throws IOException {
        Path file = folder.resolve("student.onnx");
        INDArray rows = Networks.rows(plan.input(), ROWS, 99);
        try (Network network = Networks.trained(plan, 5)) {
            new OnnxExporter(OnnxStorage.PLAIN).write(network, Networks.card(plan), file);
            try (OnnxModel model = OnnxModel.open(file)) {
                assertEquals(plan.input(), model.input());
                assertEquals(plan.classes(), model.classes());
                float[] right = Comparison.logits(network, rows);
                Comparison comparison = Comparison.of(right, Comparison.logits(model, rows), plan.classes());
                assertTrue(spread(right) > 0.1, "the logits are all alike");
                assertTrue(comparison.maxAbsDiff() <= 1e-5, name + ": " + comparison);
                assertEquals(ROWS, comparison.argMaxEqual(), name);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void exportsInEveryFormat(String name, Blueprint plan) {
        INDArray rows = Networks.rows(plan.input(), 50, 98);
        try (Network network = Networks.trained(plan, 6)) {
            for (ExportFormat format : ExportFormat.values()) {
                Path file = folder.resolve("student." + format.extension());
                ExportedFile done = Exporters.export(network, Networks.card(plan), format, rows, file);
                if (format.eightBits()) {
                    Networks.assertRoundings(name, done);
                } else {
                    assertTrue(done.maxAbsDiff() <= 1e-5, name + ": " + done);
                }
                assertEquals(50, done.argMaxEqual(), name + ": " + done);
                assertEquals(done.sha256(), Verification.verify(file).sha256(), name);
            }
        }
    }

    private static double spread(float[] logits) {
        double lowest = Double.MAX_VALUE;
        double highest = -Double.MAX_VALUE;
        for (float logit : logits) {
            lowest = Math.min(lowest, logit);
            highest = Math.max(highest, logit);
        }
        return highest - lowest;
    }
}
