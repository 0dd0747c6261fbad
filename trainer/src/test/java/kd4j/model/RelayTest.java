package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks inside of an objective, against central differences in doubles of {@code sum(weights * answer)}. */
class RelayTest {
    private static final Shape SIDE = Shape.of(3, 3, 2);

    /** Two arrays come in: one through a convolution with batch norm, the other beside it. */
    private static Network network() {
        Blueprint plan = Blueprint.of(Shape.of(3, 3, 1))
                .then("conv", new Conv2d(2, 3, 1, Optional.empty(), true))
                .then("norm", new BatchNorm(1e-5, 0.1))
                .add("side", new Source(SIDE))
                .add("both", new Concat(), "norm", "side")
                .then("tanh", new Activation(Function.TANH))
                .then("end", new Conv2d(2, 1, 1, Optional.of(0), true))
                .build("end");
        return Network.create(plan, 3, DataType.DOUBLE);
    }

    private static INDArray drawn(long seed, long... shape) {
        long values = Nd4j.create(DataType.DOUBLE, shape).length();
        return Nd4j.createFromArray(new Random(seed).doubles(values, -1, 1).toArray())
                .reshape('c', shape);
    }

    private static final INDArray WEIGHTS = drawn(1, 2, 3, 3, 2);

    private static double value(Network network, Map<String, INDArray> fed) {
        double[] value = new double[1];
        network.relay(fed, Set.of("end"), 5, given -> {
            value[0] = given.get("end").mul(WEIGHTS).sumNumber().doubleValue();
            return Map.of("end", WEIGHTS);
        });
        return value[0];
    }

    @Test
    void finds_the_gradients_of_what_comes_in() {
        Network network = network();
        Map<String, INDArray> fed = Map.of("input", drawn(2, 2, 3, 3, 1), "side", drawn(3, 2, 3, 3, 2));
        Map<String, INDArray> found = network.relay(fed, Set.of("end"), 5, given -> Map.of("end", WEIGHTS));
        Map<String, INDArray> kept = Map.of(
                "input", found.get("input").dup(), "side", found.get("side").dup());
        fed.forEach((name, array) -> {
            for (long i = 0; i < array.length(); i++) {
                assertEquals(slope(network, fed, array, i), kept.get(name).getDouble(i), 1e-7, name + " " + i);
            }
        });
    }

    @Test
    void finds_the_gradients_of_its_parameters() {
        Network network = network();
        Map<String, INDArray> fed = Map.of("input", drawn(2, 2, 3, 3, 1), "side", drawn(3, 2, 3, 3, 2));
        value(network, fed);
        INDArray gradients = network.gradients().dup();
        INDArray weights = network.parameter("conv", "weight");
        for (long i = 0; i < weights.length(); i++) {
            assertEquals(slope(network, fed, weights, i), gradients.getDouble(i), 1e-7);
        }
    }

    private static double slope(Network network, Map<String, INDArray> fed, INDArray array, long at) {
        double x = array.getDouble(at);
        array.putScalar(at, x + 1e-5);
        double above = value(network, fed);
        array.putScalar(at, x - 1e-5);
        double below = value(network, fed);
        array.putScalar(at, x);
        return (above - below) / 2e-5;
    }

    @Test
    void what_is_not_used_has_no_gradient() {
        Network network = network();
        Map<String, INDArray> fed = Map.of("input", drawn(2, 2, 3, 3, 1), "side", drawn(3, 2, 3, 3, 2));
        INDArray found = network.relay(fed, Set.of("norm"), 5, given -> Map.of("norm", drawn(9, 2, 3, 3, 2)))
                .get("side");
        assertEquals(0, found.ameanNumber().doubleValue(), 0);
    }

    @Test
    void another_shape_is_refused() {
        Map<String, INDArray> fed = Map.of("input", drawn(2, 2, 3, 3, 1), "side", drawn(3, 2, 3, 3, 1));
        ShapeException e = assertThrows(ShapeException.class, () -> value(network(), fed));
        assertEquals("the network takes [rows, 3, 3, 2], given [2, 3, 3, 1]", e.getMessage());
    }
}
