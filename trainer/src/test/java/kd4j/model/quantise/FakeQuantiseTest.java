package kd4j.model.quantise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.component.Components;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FakeQuantiseTest {
    /** Of src/test/peers/quantise.py: torch's autograd in double precision. */
    private static final float[] X = {-0.9f, -0.31f, 0, 0.12f, 0.26f, 0.77f, 1.9f, 3};

    private static final double[] Y = {
        -0.488561103264068,
        -0.3053506895400425,
        0,
        0.122140275816017,
        0.2564945792136357,
        0.769483737640907,
        1.905388302729865,
        2.6260159300443653
    };
    private static final double[] WEIGHT = {1, -2, 0.5, 0.25, 3, -1, 2, 1.5};
    private static final double[] DX = {0, -2, 0.5, 0.25, 3, -1, 2, 0};
    private static final double DT = 0.11738745201279552;

    /** A network that rounds first and then multiplies by 1, so that gradients at the tap are those of the layer alone. */
    private static Network network(Layer layer, DataType type) {
        return Network.create(
                Blueprint.of(Shape.of(4))
                        .then("before", new Dense(4, true))
                        .then("round", layer)
                        .then("logits", new Dense(2, true))
                        .build(),
                1,
                type);
    }

    private static void identity(Network network) {
        network.parameter("before", "weight").assign(Nd4j.eye(4));
        network.parameter("before", "bias").assign(0);
    }

    private static INDArray rows(DataType type) {
        return Nd4j.createFromArray(X).reshape('c', new long[] {2, 4}).castTo(type);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void roundsAndGivesTheGradientsOfLsq(DataType type) {
        try (Network network = network(new FakeQuantise(true), type)) {
            identity(network);
            FakeQuantise.set(
                    new Grid(0.01f, 40), network.parameter("round", "scale"), network.parameter("round", "zero"));
            network.parameter("round", "stretch").assign(0.2);
            Map<String, double[]> seen = new HashMap<>();
            network.learn(rows(type), Set.of("round", "before"), 3, activations -> {
                seen.put("y", doubles(activations.get("round")));
                INDArray weight = Nd4j.createFromArray(WEIGHT)
                        .reshape('c', new long[] {2, 4})
                        .castTo(type);
                return Map.of("round", weight);
            });
            assertArrayEquals(Y, seen.get("y"), 2e-6);
            int at = (int) network.segments().stream()
                    .filter(s -> s.parameter().name().equals("stretch"))
                    .findFirst()
                    .orElseThrow()
                    .from();
            assertEquals(DT, network.gradients().getDouble(at), 2e-5);
            // The gradient of the biases before is the sum over both rows of that of x.
            double[] bias = new double[4];
            for (int i = 0; i < 8; i++) {
                bias[i % 4] += DX[i];
            }
            long from = network.segments().get(1).from();
            for (int i = 0; i < 4; i++) {
                assertEquals(bias[i], network.gradients().getDouble(from + i), 1e-6);
            }
        }
    }

    private static double[] doubles(INDArray array) {
        return array.reshape('c', new long[] {array.length()})
                .castTo(DataType.DOUBLE)
                .toDoubleVector();
    }

    /** By hand: numbers from -0.9 to 3 are 3.9 / 255 apart, and 0.9 / (3.9 / 255) = 58.8. */
    @Test
    void theFirstTrainingBatchSetsTheGrid() {
        try (Network network = network(new FakeQuantise(true), DataType.FLOAT)) {
            identity(network);
            INDArray exact =
                    network.forward(rows(DataType.FLOAT), Set.of("round")).get("round");
            assertArrayEquals(X, exact.reshape('c', new long[] {8}).toFloatVector(), "nothing is rounded before it");
            network.learn(rows(DataType.FLOAT), Set.of(), 3, a -> Map.of("logits", a.get("logits")));
            assertEquals(3.9f / 255, network.parameter("round", "scale").getFloat(0), 1e-8f);
            assertEquals(59, network.parameter("round", "zero").getFloat(0));
            network.learn(rows(DataType.FLOAT).mul(2), Set.of(), 4, a -> Map.of("logits", a.get("logits")));
            assertEquals(3.9f / 255, network.parameter("round", "scale").getFloat(0), 1e-8f);
        }
    }

    @Test
    void descriptionsGiveTheLayersBack() {
        for (Layer layer : new Layer[] {
            new FakeQuantise(false),
            new QuantisedWeights(new Dense(3, true), 7),
            new QuantisedWeights(new Conv2d(4, 3, 2, Optional.of(1), false), 8)
        }) {
            assertEquals(layer, Components.restore(Layer.class, Components.describe((Record) layer)));
        }
        assertTrue(assertThrows(RuntimeException.class, () -> new QuantisedWeights(new Dense(3, true), 4))
                .getMessage()
                .contains("7 or 8"));
    }

    /** Against the same network with weights that were rounded before it was made. */
    @Test
    void computesWithRoundedWeightsAndTrainsTheExactOnes() {
        Blueprint.Builder plain = Blueprint.of(Shape.of(4, 4, 2));
        Blueprint.Builder rounding = Blueprint.of(Shape.of(4, 4, 2));
        for (Blueprint.Builder plan : java.util.List.of(plain, rounding)) {
            Layer conv = new Conv2d(3, 3, 1, Optional.empty(), true);
            Layer dense = new Dense(2, true);
            boolean rounds = plan == rounding;
            plan.then("conv", rounds ? new QuantisedWeights(conv, 8) : conv)
                    .then("relu", new Activation(Function.RELU))
                    .then("flat", new Flatten())
                    .then("logits", rounds ? new QuantisedWeights(dense, 8) : dense);
        }
        try (Network exact = Network.create(plain.build(), 8);
                Network rounded = Network.create(rounding.build(), 8)) {
            INDArray before = rounded.parameters().dup();
            assertEquals(exact.parameters(), before);
            for (String layer : new String[] {"conv", "logits"}) {
                INDArray weight = exact.parameter(layer, "weight");
                weight.assign(byHand(weight, layer.equals("logits")));
            }
            INDArray rows = Nd4j.rand(DataType.FLOAT, 5, 4, 4, 2);
            assertEquals(
                    exact.forward(rows, Set.of("logits")).get("logits"),
                    rounded.forward(rows, Set.of("logits")).get("logits"));
            exact.learn(rows, Set.of(), 1, a -> Map.of("logits", a.get("logits")));
            rounded.learn(rows, Set.of(), 1, a -> Map.of("logits", a.get("logits")));
            assertEquals(exact.gradients(), rounded.gradients());
            assertEquals(before, rounded.parameters());
        }
    }

    /** Channel by channel: round(w / s) s with s = max |w| / 127. */
    private static INDArray byHand(INDArray weight, boolean last) {
        INDArray result = weight.dup('c');
        int axis = last ? weight.rank() - 1 : 0;
        for (int c = 0; c < weight.size(axis); c++) {
            INDArray channel = last ? result.getColumn(c) : result.slice(c);
            float scale = channel.amaxNumber().floatValue() / 127;
            for (long i = 0; i < channel.length(); i++) {
                channel.putScalar(i, (float) (Math.rint(channel.getFloat(i) / scale) * scale));
            }
        }
        return result;
    }
}
