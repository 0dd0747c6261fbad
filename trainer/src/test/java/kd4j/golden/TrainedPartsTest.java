package kd4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kd4j.data.Shape;
import kd4j.loss.Hint;
import kd4j.loss.Outputs;
import kd4j.loss.Reduction;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.adapter.MaskedGenerator;
import kd4j.method.adapter.PointwiseConvolution;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;

/** Golden vectors of the losses that have trained parts, in doubles; images are turned to channels last and back. */
class TrainedPartsTest {
    private static final double TOLERANCE = 1e-10;

    private static Stream<JsonNode> cases(String file) {
        return GoldenFiles.configured().read(file).get("cases").valueStream();
    }

    private static INDArray array(JsonNode node) {
        long[] shape = StreamSupport.stream(node.get("shape").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
        double[] data = StreamSupport.stream(node.get("data").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        INDArray array = Nd4j.createFromArray(data).reshape('c', shape);
        return shape.length == 4 ? array.permute(0, 2, 3, 1).dup('c') : array;
    }

    private static INDArray input(JsonNode one, String name) {
        return array(one.get("inputs").get(name));
    }

    private static void assertGradient(JsonNode one, String name, INDArray actual) {
        INDArray expected = array(one.get("gradients").get(name));
        double largest = Math.max(expected.amaxNumber().doubleValue(), 0.01);
        double difference =
                expected.sub(actual.reshape('c', expected.shape())).amaxNumber().doubleValue();
        assertEquals(0, difference, TOLERANCE * largest, name);
    }

    private static void assertValue(JsonNode one, double actual) {
        double value = one.get("value").asDouble();
        assertEquals(value, actual, TOLERANCE * Math.max(Math.abs(value), 0.01));
    }

    private static Signals signals(Map<String, INDArray> student, Map<String, INDArray> teacher) {
        return new Signals(new int[0], new Outputs(student), new Outputs(teacher), 0);
    }

    /** SimKD's projector of one 1x1 convolution: the adapter, its gradients and the gradient of what comes in. */
    @TestFactory
    Stream<DynamicTest> projectors() {
        return cases("simkd")
                .filter(one -> one.get("inputs").has("weight"))
                .map(one -> dynamicTest(one.get("name").asString(), () -> {
                    INDArray student = input(one, "student");
                    INDArray teacher = input(one, "teacher");
                    Blueprint plan = new PointwiseConvolution().blueprint(shape(student), shape(teacher));
                    Network adapter = Network.create(plan, 1, DataType.DOUBLE);
                    INDArray weight = adapter.parameter("adapted", "weight");
                    weight.assign(input(one, "weight").reshape('c', weight.shape()));
                    adapter.parameter("adapted", "bias").assign(input(one, "bias"));
                    double[] value = new double[1];
                    INDArray back = adapter.relay(Map.of("input", student), Set.of("adapted"), 0, given -> {
                                INDArray difference = given.get("adapted").sub(teacher);
                                value[0] =
                                        difference.mul(difference).meanNumber().doubleValue();
                                return new HashMap<>(Map.of("adapted", difference.muli(2.0 / difference.length())));
                            })
                            .get("input");
                    assertValue(one, value[0]);
                    assertGradient(one, "student", back);
                    INDArray gradients = adapter.gradients();
                    long weights = weight.length();
                    assertGradient(one, "weight", part(gradients, 0, weights));
                    assertGradient(one, "bias", part(gradients, weights, gradients.length()));
                }));
    }

    /** The generator behind a given mask: two 3x3 convolutions, their gradients and that of what comes in. */
    @TestFactory
    Stream<DynamicTest> generators() {
        return cases("mgd")
                .filter(one -> one.get("inputs").has("mask"))
                .map(one -> dynamicTest(one.get("name").asString(), () -> {
                    INDArray student = input(one, "student");
                    INDArray mask = input(one, "mask");
                    Signals teacher = signals(Map.of(), Map.of(Outputs.TAP, input(one, "teacher")));
                    double alpha = one.get("params").get("alpha").asDouble();
                    Shape shape = shape(student);
                    // Nothing is hidden by the layer itself: the mask of the case is laid on what comes in.
                    MaskedGenerator settings = new MaskedGenerator(0, MaskedGenerator.Hidden.PIXELS);
                    Network adapter = Network.create(settings.blueprint(shape, shape), 1, DataType.DOUBLE);
                    fill(adapter, one, "conv1", "1");
                    fill(adapter, one, "adapted", "2");
                    Term[] term = new Term[1];
                    INDArray back = adapter.relay(Map.of("input", student.mul(mask)), Set.of("adapted"), 0, given -> {
                                term[0] = new Hint(Reduction.ROW_SUM)
                                        .evaluate(signals(
                                                Map.of(Outputs.TAP, given.get("adapted")),
                                                teacher.teacher().arrays()));
                                return new HashMap<>(Map.of(
                                        "adapted",
                                        term[0].gradients().get(Outputs.TAP).muli(alpha)));
                            })
                            .get("input");
                    assertValue(one, alpha * term[0].value());
                    assertGradient(one, "student", back.mul(mask));
                    long weights = adapter.parameter("conv1", "weight").length();
                    long biases = adapter.parameter("conv1", "bias").length();
                    INDArray all = adapter.gradients();
                    assertGradient(one, "bias1", part(all, weights, weights + biases));
                    assertGradient(one, "bias2", part(all, 2 * weights + biases, all.length()));
                    assertWeights(one, "weight1", part(all, 0, weights));
                    assertWeights(one, "weight2", part(all, weights + biases, 2 * weights + biases));
                }));
    }

    private static void fill(Network network, JsonNode one, String layer, String number) {
        INDArray weight = network.parameter(layer, "weight");
        weight.assign(flat(one.get("inputs").get("weight" + number)).reshape('c', weight.shape()));
        network.parameter(layer, "bias").assign(input(one, "bias" + number));
    }

    /** Weights are [out, in, height, width] on both sides and stay as they are. */
    private static INDArray flat(JsonNode node) {
        return Nd4j.createFromArray(StreamSupport.stream(node.get("data").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray());
    }

    private static void assertWeights(JsonNode one, String name, INDArray actual) {
        INDArray expected = flat(one.get("gradients").get(name));
        double largest = Math.max(expected.amaxNumber().doubleValue(), 0.01);
        assertEquals(0, expected.sub(actual).amaxNumber().doubleValue(), TOLERANCE * largest, name);
    }

    private static INDArray part(INDArray vector, long from, long to) {
        return vector.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to));
    }

    private static Shape shape(INDArray array) {
        return Shape.of((int) array.size(1), (int) array.size(2), (int) array.size(3));
    }
}
