package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.architecture.Mlp;
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
}
