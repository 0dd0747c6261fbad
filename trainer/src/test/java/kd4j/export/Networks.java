package kd4j.export;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks and rows for tests of export. */
final class Networks {
    private Networks() {}

    /** Normal numbers, mean 0.3 and standard deviation 1.5. */
    static INDArray rows(Shape shape, int rows, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 + 1.5 * random.nextGaussian());
        }
        return Nd4j.create(values, shape.batch(rows), 'c');
    }

    /** A network after some steps of gradient descent that pull its logits to 0: no parameter and no statistic is at its start. */
    static Network trained(Blueprint plan, long seed) {
        Network network = Network.create(plan, seed);
        for (int step = 0; step < 5; step++) {
            network.learn(
                    rows(plan.input(), 32, seed + step),
                    Set.of(),
                    seed + step,
                    signals -> Map.of(
                            Blueprint.LOGITS, signals.get(Blueprint.LOGITS).div(32)));
            network.parameters().subi(network.gradients().mul(0.001));
        }
        return network;
    }

    /** Every number of every layer of an 8-bit file is where its rounding puts it; in 100,000 numbers, one lies in the middle of two. */
    static void assertRoundings(String name, ExportedFile file) {
        LayerSteps found = file.reduction().layers().orElseThrow();
        assertTrue(found.numbers() >= file.rows() && found.values() >= 1, name + ": " + found);
        assertTrue(found.farthest() <= 0.5001 && found.logits() <= 1e-6, name + ": " + found);
        assertTrue(100_000 * found.stepOff() <= found.numbers(), name + ": " + found);
    }

    static Card card(Blueprint plan) {
        return Card.of(names(plan.classes()));
    }

    static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }
}
