package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Network;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.kernel.Kernels;
import kd4j.model.kernel.Nd4jKernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer outside of any network, on numbers from a fixed seed. */
public final class LayerRun {
    private static final double STEP = 1e-5;

    private final Computation computation;
    private final DataType type;
    private final INDArray input;
    private final Map<String, INDArray> parameters = new LinkedHashMap<>();
    private final Map<String, INDArray> gradients = new LinkedHashMap<>();
    private INDArray weights;
    private final Kernels kernels = new Nd4jKernels();
    private INDArray inputGradient;

    private LayerRun(Layer layer, Computation computation, Shape shape, int rows, DataType type) {
        this.computation = computation;
        this.type = type;
        this.input = random(1, type, shape.batch(rows));
        this.weights = random(2, type, layer.output(shape).batch(rows));
        for (Parameter p : layer.parameters(shape)) {
            long[] sizes = p.shape().sizes().stream().mapToLong(i -> i).toArray();
            INDArray values = random(p.name().hashCode(), type, sizes);
            boolean statistic = p.role() == Role.STATISTIC;
            parameters.put(p.name(), statistic ? values.mul(values).addi(0.5) : values);
            gradients.put(p.name(), Nd4j.valueArrayOf(sizes, statistic ? 0.0 : Double.NaN, type));
        }
    }

    public static LayerRun of(Layer layer, Shape shape, int rows, DataType type) {
        return new LayerRun(layer, layer.computation(shape), shape, rows, type);
    }

    /** The layer with a relu in it, on the same numbers. */
    public static LayerRun rectified(Layer layer, Shape shape, int rows, DataType type) {
        return new LayerRun(layer, layer.rectified(shape).orElseThrow(), shape, rows, type);
    }

    /** Normal numbers, the same ones for either data type up to rounding. */
    public static INDArray random(long seed, DataType type, long... sizes) {
        Random random = new Random(seed);
        INDArray array = Nd4j.create(DataType.DOUBLE, sizes, 'c');
        INDArray flat = array.reshape('c', new long[] {array.length()});
        for (long i = 0; i < flat.length(); i++) {
            flat.putScalar(i, random.nextGaussian());
        }
        return array.castTo(type);
    }

    /** The layer in a network that can be saved: dense or convolution before it, logits behind. */
    public static Network network(Layer layer, Shape shape) {
        Blueprint.Builder plan = Blueprint.of(shape).then("tested", layer);
        if (layer.output(shape).rank() > 1) {
            plan.then("flatten", new Flatten());
        }
        return Network.create(plan.then(Blueprint.LOGITS, new Dense(3, true)).build(), 4);
    }

    /** A step of gradient descent that makes the sum of the squared logits smaller. */
    public static void step(Network network, INDArray input, long seed) {
        network.learn(
                input,
                Set.of(),
                seed,
                a -> Map.of(Blueprint.LOGITS, a.get(Blueprint.LOGITS).mul(0.01)));
        network.parameters().subi(network.gradients());
    }

    public INDArray input() {
        return input;
    }

    public INDArray outputGradient() {
        return weights;
    }

    /** Brings the output gradient back through a relu behind the layer. */
    public void rectify() {
        weights = weights.mul(forward(true).gt(0).castTo(type));
    }

    public Map<String, INDArray> parameters() {
        return parameters;
    }

    /** What backward wrote; statistics have none. */
    public Map<String, INDArray> gradients() {
        return gradients;
    }

    public INDArray forward(boolean training) {
        Pass pass = new Pass(training, true);
        computation.forward(pass);
        return pass.output;
    }

    public INDArray backward(boolean wanted) {
        Pass pass = new Pass(true, wanted);
        computation.forward(pass);
        INDArray before = pass.output.dup();
        INDArray given = weights.dup();
        computation.backward(pass);
        assertEquals(before, pass.output, "the output was changed in backward");
        assertEquals(given, weights, "the output gradient was changed");
        inputGradient = pass.found;
        return inputGradient;
    }

    /** Compares with central differences, to this part of the largest one (or of 1, where all are smaller). */
    public void assertGradients(double tolerance) {
        assertClose("input", differences(input), inputGradient, tolerance);
        gradients.forEach((name, gradient) -> {
            if (!gradient.eq(0).all()) {
                assertClose(name, differences(parameters.get(name)), gradient, tolerance);
            }
        });
    }

    private INDArray differences(INDArray array) {
        INDArray slopes = Nd4j.create(DataType.DOUBLE, array.shape(), 'c');
        for (long i = 0; i < array.length(); i++) {
            double value = array.getDouble(i);
            array.putScalar(i, value + STEP);
            double above = objective();
            array.putScalar(i, value - STEP);
            double below = objective();
            array.putScalar(i, value);
            slopes.putScalar(i, (above - below) / (2 * STEP));
        }
        return slopes;
    }

    private double objective() {
        return forward(true).mul(weights).sumNumber().doubleValue();
    }

    public static void assertClose(String what, INDArray expected, INDArray given, double tolerance) {
        assertArrayEquals(expected.shape(), given.shape(), what);
        double largest = Math.max(1, expected.amaxNumber().doubleValue());
        double difference = expected.castTo(DataType.DOUBLE)
                .sub(given.castTo(DataType.DOUBLE))
                .amaxNumber()
                .doubleValue();
        assertTrue(
                difference <= tolerance * largest,
                "%s %s: largest difference %s where the largest number is %s"
                        .formatted(
                                what,
                                expected.shapeInfoToString().lines().findFirst().orElse(""),
                                difference,
                                largest));
    }

    private final class Pass implements Computation.Pass {
        private final boolean training;
        private final boolean wanted;
        private final INDArray output = unknown(weights.shape());
        private final Map<String, INDArray> rooms = new HashMap<>();
        private INDArray found;
        private INDArray error = weights;

        Pass(boolean training, boolean wanted) {
            this.training = training;
            this.wanted = wanted;
        }

        private INDArray unknown(long... sizes) {
            return Nd4j.valueArrayOf(sizes, Double.NaN, type);
        }

        @Override
        public boolean training() {
            return training;
        }

        @Override
        public INDArray input(int index) {
            return input;
        }

        @Override
        public INDArray output() {
            return output;
        }

        @Override
        public INDArray parameter(String name) {
            return parameters.get(name);
        }

        @Override
        public INDArray gradient(String name) {
            return gradients.get(name);
        }

        @Override
        public INDArray outputGradient() {
            return error;
        }

        @Override
        public void rectify() {
            error = weights.mul(output.gt(0).castTo(type));
        }

        @Override
        public INDArray inputGradient(int index) {
            if (wanted && found == null) {
                found = unknown(input.shape());
            }
            return found;
        }

        @Override
        public void passGradient(int index) {
            found = wanted ? error : null;
        }

        @Override
        public INDArray room(String name, long... sizes) {
            return rooms.computeIfAbsent(name, n -> unknown(sizes));
        }

        @Override
        public long seed() {
            return 11;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }
    }
}
