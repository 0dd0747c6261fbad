package kd4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;

/** One case of a golden file for a loss of class scores. */
record GoldenCase(JsonNode json) {
    String name() {
        return json.get("name").asString();
    }

    JsonNode params() {
        return json.get("params");
    }

    /** Value and gradient within the case's tolerance of that number type. */
    void check(Function<Signals, Term> loss, DataType type) {
        double tolerance =
                type == DataType.DOUBLE ? 1e-10 : json.path("floatTolerance").asDouble(1e-5);
        Term term = loss.apply(signals(type));
        double value = json.get("value").asDouble();
        assertEquals(value, term.value(), tolerance * Math.max(Math.abs(value), 0.01));
        JsonNode gradient = json.get("gradients").get("student");
        INDArray actual = term.gradients().get(Outputs.LOGITS);
        assertEquals(type, actual.dataType());
        assertEquals(Arrays.toString(shape(gradient)), Arrays.toString(actual.shape()));
        close(data(gradient), actual.castTo(DataType.DOUBLE).reshape(-1).toDoubleVector(), tolerance);
    }

    private static void close(double[] expected, double[] actual, double tolerance) {
        double largest = Math.max(Arrays.stream(expected).map(Math::abs).max().orElse(0), 0.01);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            int at = i;
            assertTrue(difference <= tolerance * largest, () -> "gradient %d: expected %s, is %s"
                    .formatted(at, expected[at], actual[at]));
        }
    }

    private Signals signals(DataType type) {
        JsonNode inputs = json.get("inputs");
        Outputs student = Outputs.ofLogits(array(inputs.get("student"), type));
        Outputs teacher =
                inputs.has("teacher") ? Outputs.ofLogits(array(inputs.get("teacher"), type)) : new Outputs(Map.of());
        return new Signals(labels(inputs, student), student, teacher, 0);
    }

    private static int[] labels(JsonNode inputs, Outputs student) {
        return inputs.has("labels")
                ? Arrays.stream(data(inputs.get("labels")))
                        .mapToInt(label -> (int) label)
                        .toArray()
                : new int[Math.toIntExact(student.logits().size(0))];
    }

    private static INDArray array(JsonNode node, DataType type) {
        return Nd4j.createFromArray(data(node)).reshape(shape(node)).castTo(type);
    }

    private static long[] shape(JsonNode node) {
        return StreamSupport.stream(node.get("shape").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    private static double[] data(JsonNode node) {
        return StreamSupport.stream(node.get("data").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
