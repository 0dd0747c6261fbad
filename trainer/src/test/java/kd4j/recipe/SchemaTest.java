package kd4j.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SchemaTest {
    private static final com.networknt.schema.Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schema.json());

    static List<Path> good() throws Exception {
        return GoodRecipesTest.files();
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesGoodRecipes(Path file) throws Exception {
        assertEquals(List.of(), errors(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-key-in-loss",
                "unknown-key-at-the-top",
                "unknown-key-beside-inlined-type",
                "unknown-type",
                "missing-type",
                "missing-keys",
                "text-for-a-number",
                "quoted-number",
                "list-for-a-word",
                "word-for-a-list",
                "number-for-a-part",
                "enum-word",
                "out-of-int",
                "extends-a-list",
                "matrix-bad-axes",
                "everything-at-once"
            })
    void refusesBadRecipes(String name) throws Exception {
        Path file = GoodRecipesTest.FOLDER.resolveSibling("bad").resolve(name + ".yaml");
        assertFalse(errors(file).isEmpty());
    }

    /** By way of JSON, because the validator's own YAML reader knows no aliases. */
    private static List<Error> errors(Path file) throws Exception {
        String json = new JsonMapper().writeValueAsString(Plain.of(Files.readString(file)));
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    @Test
    void holdsDocumentationAndDefaults() {
        JsonNode definitions = new JsonMapper().readTree(Schema.json()).get("$defs");
        JsonNode rate = definitions.get("optimizer.sgd").get("properties").get("rate");
        assertEquals("the learning rate", rate.get("description").asString());
        assertEquals("{\"type\":\"constant\",\"rate\":0.1}", rate.get("default").toString());
        assertEquals("#/$defs/schedule", rate.get("$ref").asString());
        assertEquals(
                "[\"type\",\"peak\"]",
                definitions.get("schedule.cosine").get("required").toString());
    }

    @Test
    void isTheSameTextEachTime() {
        assertEquals(Schema.json(), Schema.json());
    }
}
