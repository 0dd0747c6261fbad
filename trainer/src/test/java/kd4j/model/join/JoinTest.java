package kd4j.model.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Join;
import kd4j.model.Network;
import kd4j.model.dl4j.Graphs;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.LayerRun;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Joins in a small network: a convolution, a branch around another one, a relu behind the join. */
class JoinTest {
    private static final Set<String> LOGITS = Set.of(Blueprint.LOGITS);
    private static final Shape IMAGE = Shape.of(4, 3, 2);

    @TempDir
    Path folder;

    static Stream<Arguments> plans() {
        return Stream.of(
                Arguments.of("add", plan(new Add(), 3, Function.RELU)),
                Arguments.of("add without relu", plan(new Add(), 3, Function.TANH)),
                Arguments.of("concat", plan(new Concat(), 2, Function.RELU)));
    }

    private static Blueprint plan(Join join, int channels, Function function) {
        return Blueprint.of(IMAGE)
                .then("stem", new Conv2d(3, 3, 1, Optional.empty(), true))
                .then("branch", new Conv2d(channels, 3, 1, Optional.empty(), false))
                .then("norm", new BatchNorm(1e-5, 0.1))
                .add("join", join, "norm", "stem")
                .then("end", new Activation(function))
                .then("mean", new GlobalAveragePool())
                .then(Blueprint.LOGITS, new Dense(2, true))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void gradientsEqualCentralDifferences(String name, Blueprint plan) {
        INDArray input = LayerRun.random(1, DataType.DOUBLE, IMAGE.batch(3));
        INDArray weights = LayerRun.random(2, DataType.DOUBLE, 3, 2);
        try (Network network = Network.create(plan, 5, DataType.DOUBLE)) {
            objective(network, input, weights);
            INDArray found = network.gradients().dup();
            for (Network.Segment s : network.segments()) {
                if (s.parameter().role() != kd4j.model.Parameter.Role.STATISTIC) {
                    for (long i = s.from(); i < s.to(); i++) {
                        assertEquals(slope(network, input, weights, i), found.getDouble(i), 1e-6, s.node());
                    }
                }
            }
        }
    }

    private static double slope(Network network, INDArray input, INDArray weights, long position) {
        double value = network.parameters().getDouble(position);
        network.parameters().putScalar(position, value + 1e-5);
        double above = objective(network, input, weights);
        network.parameters().putScalar(position, value - 1e-5);
        double below = objective(network, input, weights);
        network.parameters().putScalar(position, value);
        return (above - below) / 2e-5;
    }

    private static double objective(Network network, INDArray input, INDArray weights) {
        double[] value = new double[1];
        network.learn(input, Set.of(), 1, a -> {
            value[0] = a.get(Blueprint.LOGITS).mul(weights).sumNumber().doubleValue();
            return Map.of(Blueprint.LOGITS, weights);
        });
        return value[0];
    }

    /** Whoever looks at the join keeps the relu behind it apart. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void reluWithinOrBehindIsTheSame(String name, Blueprint plan) {
        INDArray input = LayerRun.random(3, DataType.FLOAT, IMAGE.batch(4));
        INDArray error = LayerRun.random(2, DataType.FLOAT, 4, 2);
        try (Network network = Network.create(plan, 4)) {
            INDArray together = network.forward(input, LOGITS).get(Blueprint.LOGITS);
            INDArray apart =
                    network.forward(input, Set.of("join", Blueprint.LOGITS)).get(Blueprint.LOGITS);
            LayerRun.assertClose("logits", apart, together, 1e-6);
            network.learn(input, Set.of("join", "norm"), 1, a -> Map.of(Blueprint.LOGITS, error));
            INDArray expected = network.gradients().dup();
            network.learn(input, Set.of(), 1, a -> Map.of(Blueprint.LOGITS, error));
            LayerRun.assertClose("gradients", expected, network.gradients(), 1e-6);
        }
    }

    /** DL4J's own graph answers and goes back as the network does; loaded again, the network takes the same step. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void savedNetworkIsTheSame(String name, Blueprint plan) throws IOException {
        Path file = folder.resolve("network.zip");
        INDArray input = LayerRun.random(3, DataType.FLOAT, IMAGE.batch(4));
        try (Network network = Network.create(plan, 4)) {
            LayerRun.step(network, input, 1);
            network.save(file);
            ComputationGraph plain = ModelSerializer.restoreComputationGraph(file.toFile());
            INDArray output = network.forward(input, LOGITS).get(Blueprint.LOGITS);
            assertEquals(output, plain.outputSingle(input));
            assertEquals(plan, Graphs.blueprint(plain));
            try (Network loaded = Network.load(file)) {
                assertEquals(plan, loaded.blueprint());
                assertEquals(output, loaded.forward(input, LOGITS).get(Blueprint.LOGITS));
                LayerRun.step(network, input, 2);
                LayerRun.step(loaded, input, 2);
                assertEquals(network.copyParameters(), loaded.copyParameters());
            }
            plain.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void dl4jGoesBackAsTheNetworkDoes(String name, Blueprint plan) throws IOException {
        Path file = folder.resolve("network.zip");
        INDArray input = LayerRun.random(3, DataType.DOUBLE, IMAGE.batch(4));
        INDArray error = LayerRun.random(2, DataType.DOUBLE, 4, 2);
        try (Network network = Network.create(plan, 4, DataType.DOUBLE)) {
            network.save(file);
            ComputationGraph plain = ModelSerializer.restoreComputationGraph(file.toFile());
            plain.initGradientsView();
            plain.feedForward(new INDArray[] {input}, true, false);
            Gradient gradients = plain.backpropGradient(error);
            network.learn(input, Set.of(), 1, a -> Map.of(Blueprint.LOGITS, error));
            for (String parameter : List.of("stem_weight", "branch_weight", "norm_gamma", "logits_weight")) {
                String[] names = parameter.split("_");
                INDArray wanted = gradients.getGradientFor(parameter);
                long from = network.segments().stream()
                        .filter(s -> s.node().equals(names[0])
                                && s.parameter().name().equals(names[1]))
                        .findFirst()
                        .orElseThrow()
                        .from();
                INDArray flat = wanted.dup('c').reshape('c', new long[] {wanted.length()});
                for (long i = 0; i < flat.length(); i++) {
                    assertEquals(flat.getDouble(i), network.gradients().getDouble(from + i), 1e-9, parameter);
                }
            }
            plain.close();
        }
    }

    @Test
    void shapesThatDoNotFitTogetherAreRefused() {
        List<Shape> shapes = List.of(Shape.of(4, 4, 3), Shape.of(4, 5, 3));
        var add = assertThrows(ShapeException.class, () -> new Add().output(shapes));
        assertEquals("add takes two arrays of one shape", add.getMessage());
        var concat = assertThrows(ShapeException.class, () -> new Concat().output(shapes));
        assertEquals("concat takes arrays that differ in their channels alone", concat.getMessage());
    }

    @Test
    void channelsStandSideBySide() {
        assertEquals(Shape.of(4, 4, 8), new Concat().output(List.of(Shape.of(4, 4, 3), Shape.of(4, 4, 5))));
    }
}
