package kd4j.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void the_recipe_s_address_comes_before_the_environment_s() {
        Map<String, String> environment = Map.of("MLFLOW_TRACKING_URI", "https://tracking.example/a/");
        assertEquals("https://tracking.example/a", Access.of(NONE, environment).toString());
        assertEquals(
                "http://127.0.0.1:5000",
                Access.of(Optional.of("http://127.0.0.1:5000"), environment).toString());
    }

    @Test
    void passwords_go_into_the_header_and_are_not_shown() {
        Access access = Access.of(NONE, Map.of("MLFLOW_TRACKING_URI", "http://Aladdin:open%20sesame@localhost:5000"));
        // The example of RFC 7617, section 2.
        assertEquals(Optional.of("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), access.authorization());
        assertEquals("http://localhost:5000", access.toString());
        Access named = Access.of(
                Optional.of("http://localhost:5000"),
                Map.of("MLFLOW_TRACKING_USERNAME", "Aladdin", "MLFLOW_TRACKING_PASSWORD", "open sesame"));
        assertEquals(access.authorization(), named.authorization());
        Access token = Access.of(Optional.of("http://localhost"), Map.of("MLFLOW_TRACKING_TOKEN", "abc"));
        assertEquals(Optional.of("Bearer abc"), token.authorization());
    }

    @Test
    void what_is_no_address_is_refused_without_being_shown() {
        for (String address :
                new String[] {"file:///secret", "secret", "databricks", "http:///secret", "http://a b@secret"}) {
            String message = assertThrows(TrackException.class, () -> Access.of(Optional.of(address), Map.of()))
                    .getMessage();
            assertTrue(message.contains("Give it as the log's key address, or in MLFLOW_TRACKING_URI"), message);
            assertFalse(message.contains("secret"), message);
        }
        assertTrue(assertThrows(TrackException.class, () -> Access.of(NONE, Map.of()))
                .getMessage()
                .contains("logs: mlflow has no address"));
    }
}
