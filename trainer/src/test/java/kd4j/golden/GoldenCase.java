package kd4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import kd4j.loss.DetectionCell;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;

/**
 * One case of a golden file. Its images are {@code [rows, channels, height, width]} and are turned to {@code [rows, height, width,
 * channels]}; gradients are turned back.
 */
record GoldenCase(JsonNode json) {
    /** Where inputs of the student and their gradients are among taps; one that is not here is called as in the file. */
    private static final Map<String, String> TAPS = Map.of(
            "First", Outputs.TAP,
            "Second", Outputs.SECOND_TAP,
            "Class", Outputs.TAP,
            "Box", Outputs.SECOND_TAP,
            "Objectness", DetectionCell.OBJECTNESS);

    String name() {
        return json.get("name").asString();
    }

    JsonNode params() {
        return json.get("params");
    }

    double number(String param) {
        return params().get(param).asDouble();
    }

    String convention() {
        return params().path("convention").asString("");
    }

    boolean has(String input) {
        return json.get("inputs").has(input);
    }

    int rank(String input) {
        return json.get("inputs").get(input).get("shape").size();
    }

    /** The constant of an enum that the case's convention names; empty where there is none. */
    <E extends Enum<E>> Optional<E> convention(Class<E> type) {
        String constant = convention().toUpperCase(java.util.Locale.ROOT).replaceAll("[-.]", "_");
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(constant))
                .findFirst();
    }

    /** Value and gradients within the case's tolerance of that number type. */
    void check(Function<Signals, Term> loss, DataType type) {
        double tolerance =
                type == DataType.DOUBLE ? 1e-10 : json.path("floatTolerance").asDouble(1e-5);
        Term term = loss.apply(signals(type));
        double value = json.get("value").asDouble();
        assertEquals(value, term.value(), tolerance * Math.max(Math.abs(value), 0.01));
        Map<String, INDArray> left = new TreeMap<>(term.gradients());
        json.get("gradients").properties().forEach(entry -> {
            INDArray actual = taken(left, entry.getKey());
            assertEquals(type, actual.dataType());
            close(entry.getKey(), entry.getValue(), actual, tolerance);
        });
        assertEquals(Map.of(), left);
    }

    private static INDArray taken(Map<String, INDArray> gradients, String input) {
        boolean scores = input.equals("student") && gradients.containsKey(Outputs.LOGITS);
        String tap = scores ? Outputs.LOGITS : tap(input, "student");
        INDArray gradient = gradients.remove(tap);
        assertTrue(gradient != null, () -> "no gradient at " + tap);
        return gradient;
    }

    private static void close(String name, JsonNode gradient, INDArray ours, double tolerance) {
        double[] expected = data(gradient);
        INDArray theirs = ours.rank() == 4 ? ours.permute(0, 3, 1, 2) : ours;
        long[] shape = shape(gradient);
        assertEquals(
                Arrays.toString(shape),
                Arrays.toString(shape.length == 1 ? new long[] {ours.length()} : theirs.shape()));
        double[] actual = theirs.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        double largest = Math.max(Arrays.stream(expected).map(Math::abs).max().orElse(0), 0.01);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            int at = i;
            assertTrue(difference <= tolerance * largest, () -> "gradient %s %d: expected %s, is %s"
                    .formatted(name, at, expected[at], actual[at]));
        }
    }

    private Signals signals(DataType type) {
        JsonNode inputs = json.get("inputs");
        Map<String, INDArray> student = new LinkedHashMap<>();
        Map<String, INDArray> teacher = new LinkedHashMap<>();
        inputs.properties().forEach(entry -> {
            String input = entry.getKey();
            put(input.startsWith("teacher") ? teacher : student, input, array(entry.getValue(), type));
        });
        Optional<INDArray> targets = Optional.ofNullable(student.get("target"));
        // A quantile's target may as well be what a teacher said.
        targets.ifPresent(target -> teacher.putIfAbsent(Outputs.LOGITS, target));
        int rows = Math.toIntExact(student.values().iterator().next().size(0));
        int[] labels = inputs.has("labels") ? labels(inputs.get("labels")) : new int[rows];
        return new Signals(labels, new Outputs(student), new Outputs(teacher), 0, targets);
    }

    /** An input without a name of its own is at the scores' tap and at the inner one: it is the loss that chooses. */
    private static void put(Map<String, INDArray> arrays, String input, INDArray array) {
        String side = input.startsWith("teacher") ? "teacher" : "student";
        if (input.equals(side)) {
            arrays.put(Outputs.LOGITS, array);
        }
        arrays.put(tap(input, side), array);
    }

    private static String tap(String input, String side) {
        String place = input.startsWith(side) ? input.substring(side.length()) : input;
        return place.isEmpty() ? Outputs.TAP : TAPS.getOrDefault(place, place);
    }

    private static int[] labels(JsonNode node) {
        return Arrays.stream(data(node)).mapToInt(label -> (int) label).toArray();
    }

    private static INDArray array(JsonNode node, DataType type) {
        INDArray flat = Nd4j.createFromArray(data(node)).castTo(type);
        long[] shape = shape(node);
        return switch (shape.length) {
            case 1 -> flat.reshape(shape[0], 1);
            case 4 -> flat.reshape(shape).permute(0, 2, 3, 1).dup('c');
            default -> flat.reshape(shape);
        };
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
