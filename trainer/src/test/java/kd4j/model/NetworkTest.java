package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.architecture.Mlp;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class NetworkTest {
    private static final INDArray XOR = Nd4j.createFromArray(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    private static final INDArray CLASSES = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});

    private static Network trained(long seed, int steps) {
        Network network = Network.create(new Mlp(List.of(16), 0, 0).blueprint(Shape.of(2), 2), seed);
        for (int step = 0; step < steps; step++) {
            network.learn(XOR, Set.of(), step, NetworkTest::crossEntropy);
            network.parameters().subi(network.gradients().mul(0.5));
        }
        return network;
    }

    private static Map<String, INDArray> crossEntropy(Map<String, INDArray> activations) {
        INDArray p = Transforms.softmax(activations.get(Blueprint.LOGITS));
        return Map.of(Blueprint.LOGITS, p.subi(CLASSES).divi(4));
    }

    @Test
    void learnsExclusiveOr() {
        INDArray logits = trained(1, 300).forward(XOR, Set.of("logits")).get("logits");
        assertEquals(Nd4j.createFromArray(0L, 1L, 1L, 0L), logits.argMax(1));
    }

    @Test
    void sameSeedGivesTheSameBits() {
        assertEquals(trained(1, 20).parameters(), trained(1, 20).parameters());
        assertNotEquals(trained(1, 20).parameters(), trained(2, 20).parameters());
    }

    @Test
    void startsFromHeNormalWeights() {
        Network network = Network.create(new Mlp(List.of(400), 0, 0).blueprint(Shape.of(200), 2), 5, DataType.DOUBLE);
        INDArray weight = network.parameter("dense1", "weight");
        assertEquals(0.1, weight.stdNumber().doubleValue(), 0.001);
        assertEquals(0, weight.meanNumber().doubleValue(), 0.001);
        assertTrue(network.parameter("dense1", "bias").eq(0).all());
    }

    @Test
    void forwardLeavesParametersAndGivesWhatWasAskedFor() {
        Network network = trained(1, 5);
        INDArray before = network.copyParameters();
        Map<String, INDArray> answer = network.forward(XOR, Set.of("relu1", "logits"));
        assertEquals(Set.of("relu1", "logits"), answer.keySet());
        INDArray byHand = answer.get("relu1")
                .mmul(network.parameter("logits", "weight"))
                .addRowVector(network.parameter("logits", "bias"));
        assertTrue(byHand.equalsWithEps(answer.get("logits"), 1e-5));
        assertEquals(before, network.parameters());
    }

    /** Units with incoming weights (3, 4) and (0.3, 0.4) have norms 5 and 0.5. */
    @Test
    void maxNormShrinksOnlyWhatIsTooLong() {
        Network network = Network.create(new Mlp(List.of(), 0, 0).blueprint(Shape.of(2), 2), 1);
        network.parameter("logits", "weight").assign(Nd4j.createFromArray(new float[][] {{3, 0.3f}, {4, 0.4f}}));
        network.constrain(2);
        INDArray wanted = Nd4j.createFromArray(new float[][] {{1.2f, 0.3f}, {1.6f, 0.4f}});
        assertTrue(wanted.equalsWithEps(network.parameter("logits", "weight"), 1e-6));
        assertEquals(0.3f, network.parameter("logits", "weight").getFloat(0, 1));
    }

    @Test
    void dropoutFollowsFromTheSeedOfTheStep() {
        Network network = Network.create(new Mlp(List.of(50), 0.5, 0.2).blueprint(Shape.of(2), 2), 1);
        INDArray first = gradients(network, 1);
        assertNotEquals(first, gradients(network, 2));
        Nd4j.getRandom().nextLong();
        assertEquals(first, gradients(network, 1));
    }

    private static INDArray gradients(Network network, long seed) {
        network.learn(XOR, Set.of(), seed, NetworkTest::crossEntropy);
        return network.gradients().dup();
    }

    @Test
    void parametersCanBeTakenOver() {
        Network one = trained(1, 5);
        Network two = trained(2, 5);
        two.setParameters(one.copyParameters());
        assertEquals(one.forward(XOR, Set.of("logits")), two.forward(XOR, Set.of("logits")));
        var e = assertThrows(ShapeException.class, () -> two.setParameters(Nd4j.zeros(3)));
        assertEquals("the network has 82 parameters, given 3", e.getMessage());
    }

    @Test
    void plansWithoutStatisticsDecayEverywhere() {
        assertNull(trained(1, 0).decayMask());
    }

    /** Thousands of calls: workspaces and closed answers must not pile up. 2,000 batches of activations would be 1 GB. */
    @Test
    void memoryStaysFlat() {
        Network network = Network.create(new Mlp(List.of(500), 0.5, 0).blueprint(Shape.of(100), 10), 1);
        INDArray input = Nd4j.ones(256, 100);
        run(network, input, 100);
        long before = Pointer.physicalBytes();
        run(network, input, 1000);
        long growth = Pointer.physicalBytes() - before;
        assertTrue(growth < 300_000_000L, "grew by " + growth);
    }

    private static void run(Network network, INDArray input, int times) {
        for (int i = 0; i < times; i++) {
            network.forward(input, Set.of("logits", "relu1")).values().forEach(INDArray::close);
            network.learn(
                    input,
                    Set.of("relu1"),
                    i,
                    a -> Map.of("logits", a.get("logits").mul(0.001)));
        }
    }
}
