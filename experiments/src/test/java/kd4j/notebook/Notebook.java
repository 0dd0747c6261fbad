package kd4j.notebook;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kd4j.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * A notebook as Jupyter writes it.
 *
 * @param root the file's contents
 */
record Notebook(JsonNode root) {
    static Notebook of(Path file) {
        return new Notebook(Json.read(file, JsonNode.class));
    }

    /** The code of its cells, in order. */
    List<String> code() {
        return cells("code").stream().map(cell -> joined(cell.get("source"))).toList();
    }

    List<JsonNode> cells(String type) {
        return stream(root.get("cells"))
                .filter(cell -> cell.get("cell_type").asString().equals(type))
                .toList();
    }

    /** What is stored beneath the code cells, in order. */
    List<JsonNode> outputs() {
        return cells("code").stream()
                .flatMap(cell -> stream(cell.get("outputs")))
                .toList();
    }

    /** Text is kept as one string or as a list of lines. */
    private static String joined(JsonNode text) {
        return text.isArray() ? stream(text).map(JsonNode::asString).collect(Collectors.joining()) : text.asString();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
