package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SciPy 1.17.1 says, as {@code src/test/peers/statistics.py} wrote it down. */
final class Scipy {
    private Scipy() {}

    static JsonNode at(String key) {
        try (InputStream in = Scipy.class.getResourceAsStream("scipy.json")) {
            return Objects.requireNonNull(
                    JsonMapper.shared().readTree(Objects.requireNonNull(in)).get(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    static void assertClose(JsonNode expected, double actual) {
        assertEquals(expected.asDouble(), actual, 1e-9 * Math.abs(expected.asDouble()));
    }
}
