package kd4j.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import kd4j.data.MemorySamples;
import kd4j.data.Shape;
import kd4j.golden.GoldenFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The contrastive loss against the golden vectors of {@code golden/crd.json}; numbers there are exact in floats. */
class ContrastTest {
    private record Array(int[] shape, double[] data) {
        static Array of(JsonNode node) {
            return new Array(
                    node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray(),
                    node.get("data")
                            .valueStream()
                            .mapToDouble(JsonNode::asDouble)
                            .toArray());
        }

        float[][] rows() {
            float[][] rows = new float[shape[0]][shape[1]];
            for (int i = 0; i < data.length; i++) {
                rows[i / shape[1]][i % shape[1]] = (float) data[i];
            }
            return rows;
        }

        /** Row k of batch row b is remembered as number b * (K + 1) + k. */
        Contrast.Bank bank() {
            return (row, place) -> (float) data[row * shape[2] + place];
        }

        int[][] chosen() {
            return IntStream.range(0, shape[0])
                    .mapToObj(b ->
                            IntStream.range(b * shape[1], (b + 1) * shape[1]).toArray())
                    .toArray(int[][]::new);
        }
    }

    @TestFactory
    Stream<DynamicTest> goldenVectors() {
        return GoldenFiles.configured()
                .read("crd")
                .get("cases")
                .valueStream()
                .map(one -> dynamicTest(one.get("name").asString(), () -> check(one)));
    }

    private static void check(JsonNode one) {
        JsonNode params = one.get("params");
        Contrast contrast = new Contrast(
                params.get("temperature").asDouble(), params.get("nData").asInt());
        Contrast.Side student = side(contrast, one, "studentEmbedding", "teacherMemoryRows", "zStudent");
        Contrast.Side teacher = side(contrast, one, "teacherEmbedding", "studentMemoryRows", "zTeacher");
        double value = one.get("value").asDouble();
        assertEquals(value, student.value() + teacher.value(), 1e-10 * Math.abs(value));
        assertGradient(one, "studentEmbedding", student);
        assertGradient(one, "teacherEmbedding", teacher);
    }

    private static Contrast.Side side(Contrast contrast, JsonNode one, String embedding, String memory, String z) {
        float[][] embedded = Array.of(one.get("inputs").get(embedding)).rows();
        Array rows = Array.of(one.get("inputs").get(memory));
        double normalizer = one.get("params").has(z)
                ? one.get("params").get(z).asDouble()
                : contrast.normalizer(embedded, rows.bank(), rows.chosen());
        return contrast.side(embedded, rows.bank(), rows.chosen(), normalizer);
    }

    private static void assertGradient(JsonNode one, String name, Contrast.Side side) {
        Array expected = Array.of(one.get("gradients").get(name));
        double largest = 0.01;
        for (double number : expected.data()) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < expected.data().length; i++) {
            double actual = side.gradient()[i / expected.shape()[1]][i % expected.shape()[1]];
            assertEquals(expected.data()[i], actual, 1e-10 * largest, name + " " + i);
        }
    }

    /** (0.25 * (3, 4) + 0.75 * (5, 0)) is (4.5, 1), of length sqrt(21.25). */
    @Test
    void whatIsRememberedMovesAndKeepsItsLength() {
        MemorySamples rows = MemorySamples.ofFloats(Shape.of(1), new float[3][1], new int[3]);
        Remembered bank = Remembered.of(rows, 2, 9);
        bank.numbers().putScalar(2, 3);
        bank.numbers().putScalar(3, 4);
        float[] before = {bank.at(0, 0), bank.at(2, 1)};
        bank.move(bank.place(1), new float[] {5, 0}, 0.25);
        assertEquals(4.5 / Math.sqrt(21.25), bank.at(1, 0), 1e-7);
        assertEquals(1 / Math.sqrt(21.25), bank.at(1, 1), 1e-7);
        assertEquals(before[0], bank.at(0, 0), 0);
        assertEquals(before[1], bank.at(2, 1), 0);
    }
}
