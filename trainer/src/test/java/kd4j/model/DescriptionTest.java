package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.architecture.Resnet;
import kd4j.run.Json;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    /** Through text, as in a checkpoint. */
    @Test
    void gives_the_plan_back() {
        Blueprint plan = new Resnet(8).blueprint(Shape.of(16, 16, 3), 4);
        Map<?, ?> read = Json.parse(Json.line(Description.of(plan)), Map.class);
        Map<String, Object> texts = new java.util.LinkedHashMap<>();
        read.forEach((key, value) -> texts.put((String) key, value));
        assertEquals(plan, Description.restore(texts));
    }

    @Test
    void says_what_is_no_plan() {
        ModelException e = assertThrows(ModelException.class, () -> Description.restore(Map.of("input", 3)));
        assertTrue(e.getMessage().contains("a stored network has 3 where a list is wanted"), e.getMessage());
    }
}
