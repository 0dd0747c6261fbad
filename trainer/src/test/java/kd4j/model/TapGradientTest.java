package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Network.Segment;
import kd4j.model.Parameter.Role;
import kd4j.model.architecture.Mlp;
import kd4j.model.join.Add;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.LayerRun;
import kd4j.model.layer.MaxPool;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of whole networks with taps that are also used further on, against central differences in double. */
class TapGradientTest {
    private static final double STEP = 1e-6; // so small that no relu changes its side on the way
    private static final Blueprint PLAN = Blueprint.of(Shape.of(6, 6, 2))
            .then("conv1", new Conv2d(4, 3, 1, Optional.empty(), false))
            .then("norm1", new BatchNorm(1e-3, 0.1))
            .then("relu1", new Activation(Function.RELU))
            .then("pool1", new MaxPool(2, Optional.empty()))
            .then("conv2", new Conv2d(3, 3, 2, Optional.empty(), true))
            .then("flatten", new Flatten())
            .then("dropout", new Dropout(0.3))
            .then("dense", new Dense(5, true))
            .then("tanh", new Activation(Function.TANH))
            .then(Blueprint.LOGITS, new Dense(3, true))
            .build();
    private static final INDArray INPUT = LayerRun.random(1, DataType.DOUBLE, 5, 6, 6, 2);

    /** Branches that begin at the samples, at a value that is used three times, and within a branch; a shape seen in another one. */
    private static final Blueprint BRANCHES = Blueprint.of(Shape.of(6, 6, 2))
            .then("conv1", new Conv2d(4, 3, 1, Optional.empty(), true))
            .then("relu1", new Activation(Function.RELU))
            .then("conv2", new Conv2d(4, 3, 1, Optional.empty(), false))
            .then("norm2", new BatchNorm(1e-3, 0.1))
            .add("add2", new Add(), "norm2", "relu1")
            .then("relu2", new Activation(Function.RELU))
            .add("conv3", new Conv2d(2, 1, 1, Optional.empty(), true), "relu2")
            .add("both", new Concat(), "relu2", "conv3", "input")
            .add("add3", new Add(), "relu2", "relu1")
            .add("more", new Concat(), "both", "add3")
            .then("pool", new MaxPool(3, Optional.empty()))
            .then("flatten", new Flatten())
            .then("dense", new Dense(48, true))
            .add("add4", new Add(), "dense", "flatten")
            .then("relu4", new Activation(Function.RELU))
            .then(Blueprint.LOGITS, new Dense(3, true))
            .build();

    private double value;

    /** The sum over the taps of weight * half of the squared activations, whose gradient is weight * activation. */
    private Network.Objective squares(Map<String, Double> weights) {
        return activations -> {
            Map<String, INDArray> gradients = new HashMap<>();
            value = 0;
            weights.forEach((tap, weight) -> {
                INDArray a = activations.get(tap);
                value += weight * a.mul(a).sumNumber().doubleValue() / 2;
                gradients.put(tap, a.mul(weight));
            });
            return gradients;
        };
    }

    private void check(Map<String, Double> weights) {
        check(PLAN, weights);
    }

    private void check(Blueprint plan, Map<String, Double> weights) {
        try (Network network = Network.create(plan, 3, DataType.DOUBLE)) {
            network.learn(INPUT, weights.keySet(), 9, squares(weights));
            INDArray found = network.gradients().dup();
            double largest = found.amaxNumber().doubleValue();
            for (Segment s : network.segments()) {
                for (long i = s.from(); i < s.to() && s.parameter().role() != Role.STATISTIC; i++) {
                    double slope = slope(network, i, weights);
                    assertEquals(slope, found.getDouble(i), 1e-6 * largest, s + " at " + i);
                }
            }
            assertTrue(largest > 0.1);
        }
    }

    private double slope(Network network, long place, Map<String, Double> weights) {
        double kept = network.parameters().getDouble(place);
        double above = value(network, place, kept + STEP, weights);
        double below = value(network, place, kept - STEP, weights);
        network.parameters().putScalar(place, kept);
        return (above - below) / (2 * STEP);
    }

    private double value(Network network, long place, double number, Map<String, Double> weights) {
        network.parameters().putScalar(place, number);
        network.learn(INPUT, weights.keySet(), 9, squares(weights));
        return value;
    }

    @Test
    void tapsThatFeedLaterLayers() {
        check(Map.of("logits", 1.0, "relu1", 0.3, "conv2", -0.7, "tanh", 2.0, "flatten", 0.1));
    }

    @Test
    void firstLayerAsTap() {
        check(Map.of("logits", 1.0, "conv1", 0.5));
    }

    @Test
    void branches() {
        check(BRANCHES, Map.of("logits", 1.0));
    }

    @Test
    void tapsInBranches() {
        check(BRANCHES, Map.of("logits", 1.0, "norm2", 0.5, "add2", -0.3, "add3", 0.2, "flatten", 0.1, "relu1", 0.4));
    }

    @Test
    void aBranchWithoutGradient() {
        check(BRANCHES, Map.of("relu2", 1.0));
    }

    @Test
    void tapWithoutLogits() {
        check(Map.of("conv2", 1.0));
    }

    @Test
    void tapBeforeAnythingIsLearnedChangesNothing() {
        Blueprint plan = new Mlp(List.of(4), 0, 0.2).blueprint(Shape.of(2, 2, 1), 3);
        INDArray input = LayerRun.random(2, DataType.DOUBLE, 5, 2, 2, 1);
        try (Network network = Network.create(plan, 3, DataType.DOUBLE)) {
            network.learn(input, Set.of(), 1, squares(Map.of("logits", 1.0)));
            INDArray alone = network.gradients().dup();
            network.learn(input, Set.of("flatten"), 1, squares(Map.of("logits", 1.0, "flatten", 7.0)));
            assertEquals(alone, network.gradients());
        }
    }

    @Test
    void arraysOfTheObjectiveAreNotChanged() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE)) {
            INDArray logits = Nd4j.ones(DataType.DOUBLE, 5, 3);
            INDArray hint = Nd4j.ones(DataType.DOUBLE, 5, 6, 6, 4);
            network.learn(INPUT, Set.of("relu1"), 1, a -> Map.of("logits", logits, "relu1", hint));
            assertTrue(logits.eq(1).all() && hint.eq(1).all());
        }
    }

    @Test
    void wrongGradientNamesBothShapes() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE)) {
            var e = assertThrows(
                    ShapeException.class,
                    () -> network.learn(INPUT, Set.of(), 1, a -> Map.of("logits", Nd4j.ones(DataType.DOUBLE, 5, 4))));
            assertEquals("the gradient at tap 'logits' is [5, 4], the tap [5, 3]", e.getMessage());
            network.learn(INPUT, Set.of(), 1, squares(Map.of("logits", 1.0)));
        }
    }

    @Test
    void unknownTapIsNamed() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE)) {
            var e = assertThrows(ShapeException.class, () -> network.forward(INPUT, Set.of("conv9")));
            assertTrue(e.getMessage().startsWith("no layer is named [conv9]; layers: [conv1, norm1,"), e.getMessage());
        }
    }

    @Test
    void wrongSamplesNameBothShapes() {
        try (Network network = Network.create(PLAN, 3)) {
            var e = assertThrows(ShapeException.class, () -> network.forward(Nd4j.zeros(5, 2, 6, 6), Set.of("logits")));
            assertEquals("the network takes [rows, 6, 6, 2], given [5, 2, 6, 6]", e.getMessage());
        }
    }

    @Test
    void anObjectiveCanRunOtherNetworks() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE);
                Network other = Network.create(PLAN, 4, DataType.DOUBLE)) {
            INDArray alone = other.forward(INPUT, Set.of("logits")).get("logits");
            network.learn(INPUT, Set.of(), 1, a -> {
                INDArray inside = other.forward(INPUT, Set.of("logits")).get("logits");
                assertEquals(alone, inside);
                other.learn(INPUT, Set.of(), 2, squares(Map.of("logits", 1.0)));
                return squares(Map.of("logits", 1.0)).gradients(a);
            });
            INDArray nested = network.gradients().dup();
            network.learn(INPUT, Set.of(), 1, squares(Map.of("logits", 1.0)));
            assertEquals(network.gradients(), nested);
        }
    }

    @Test
    void anObjectiveCannotRunItsOwnNetwork() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE)) {
            var e = assertThrows(
                    IllegalStateException.class,
                    () -> network.learn(INPUT, Set.of(), 1, a -> network.forward(INPUT, Set.of("logits"))));
            assertTrue(e.getMessage().contains("ask for taps instead"), e.getMessage());
            network.learn(INPUT, Set.of(), 1, squares(Map.of("logits", 1.0)));
        }
    }

    @Test
    void aGradientAtATapThatWasNotAskedForIsRefused() {
        try (Network network = Network.create(PLAN, 3, DataType.DOUBLE)) {
            var e = assertThrows(
                    ShapeException.class,
                    () -> network.learn(
                            INPUT, Set.of("conv1"), 1, a -> Map.of("norm1", Nd4j.ones(DataType.DOUBLE, 5, 6, 6, 4))));
            assertEquals(
                    "a gradient at tap 'norm1' was given, but that tap was not asked for; asked for: [conv1, logits]",
                    e.getMessage());
        }
    }
}
