package kd4j.model.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.layer.LayerRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A short step down the gradient makes the loss of the same batch smaller. */
class LearningTest {
    private static final int ROWS = 8;
    private static final int CLASSES = 3;

    static Stream<Arguments> architectures() {
        Shape image = Shape.of(16, 16, 3);
        return Stream.of(
                Arguments.of(new Resnet(8, List.of(8, 12, 16), 8), image),
                Arguments.of(new Wrn(10, 1, 0), image),
                Arguments.of(new Vgg(8), Shape.of(8, 8, 3)),
                Arguments.of(new Mobile(0.25), image),
                Arguments.of(new DsCnn(12, 2), Shape.of(20, 10, 1)),
                Arguments.of(new SignalCnn(List.of(8, 12), 5), Shape.of(20, 3)));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aStepMakesTheLossSmaller(Architecture architecture, Shape shape) {
        INDArray input = LayerRun.random(7, DataType.FLOAT, shape.batch(ROWS));
        try (Network network = Network.create(architecture.blueprint(shape, CLASSES), 3)) {
            double before = crossEntropy(network, input);
            double length = network.gradients().norm2Number().doubleValue();
            // A step of length 0.01, along the gradient's direction.
            network.parameters().subi(network.gradients().mul(0.01 / length));
            double after = crossEntropy(network, input);
            assertTrue(after < before, before + " before the step, " + after + " after it");
        }
    }

    /** Leaves the gradients in the network; row i is of class i modulo 3. */
    private static double crossEntropy(Network network, INDArray input) {
        double[] loss = new double[1];
        network.learn(input, Set.of(), 1, a -> {
            INDArray p = Transforms.softmax(a.get(Blueprint.LOGITS));
            INDArray gradient = p.dup();
            for (int row = 0; row < ROWS; row++) {
                loss[0] -= Math.log(p.getDouble(row, row % CLASSES)) / ROWS;
                gradient.putScalar(row, row % CLASSES, p.getDouble(row, row % CLASSES) - 1);
            }
            return Map.of(Blueprint.LOGITS, gradient.divi(ROWS));
        });
        return loss[0];
    }
}
