package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A place in a JSON file that knows where it is, so that what is missing or of the wrong kind can be named. */
final class JsonPlace {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final String path;
    private final JsonNode node;

    private JsonPlace(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    static JsonPlace read(Path file) {
        String text = text(file);
        try {
            JsonPlace json = new JsonPlace(file, "", MAPPER.readTree(text));
            return json.require(json.node.isObject(), "an object");
        } catch (JacksonException e) {
            throw new ReportException(
                    "%s:%d: not JSON: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    /** What a file of a run says. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ReportException(
                    file + ": is missing. If the run was stopped, resume it: kd4j run --resume DIR", e);
        } catch (IOException e) {
            throw new ReportException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** How large a file of a run is; empty where there is none. */
    static Optional<Long> size(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.size(file)) : Optional.empty();
        } catch (IOException e) {
            throw new ReportException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file with an object on every line. */
    static List<JsonPlace> lines(Path file) {
        List<JsonPlace> objects = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            objects.add(line(file, objects.size() + 1, line));
        }
        return objects;
    }

    /** One of them, with its number from 1. */
    static JsonPlace line(Path file, int number, String line) {
        String where = "line " + number;
        try {
            return new JsonPlace(file, where, MAPPER.readTree(line));
        } catch (JacksonException e) {
            throw new ReportException("%s: %s: not JSON: %s".formatted(file, where, e.getOriginalMessage()), e);
        }
    }

    /** What stands under a key; a key with the value null counts as missing. */
    Optional<JsonPlace> find(String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(new JsonPlace(file, join(key), value));
    }

    JsonPlace at(String key) {
        return find(key)
                .orElseThrow(() ->
                        new ReportException("%s: key '%s' is missing. Was the run stopped, or made by another version?"
                                .formatted(file, join(key))));
    }

    String text(String key) {
        return typed(key, JsonNode::isString, "text").stringValue();
    }

    double number(String key) {
        return typed(key, JsonNode::isNumber, "a number").doubleValue();
    }

    boolean flag(String key) {
        return typed(key, JsonNode::isBoolean, "true or false").booleanValue();
    }

    long whole(String key) {
        return typed(key, JsonNode::canConvertToLong, "an integer").longValue();
    }

    /** The elements under a key; none where the key is missing. */
    List<JsonPlace> list(String key) {
        List<JsonPlace> elements = new ArrayList<>();
        find(key).ifPresent(array -> {
            array.require(array.node.isArray(), "a list");
            for (int i = 0; i < array.node.size(); i++) {
                elements.add(new JsonPlace(file, "%s[%d]".formatted(array.path, i), array.node.get(i)));
            }
        });
        return elements;
    }

    /** The names of an object's keys. */
    List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    String text() {
        require(node.isString(), "text");
        return node.stringValue();
    }

    long whole() {
        require(node.isIntegralNumber() && node.canConvertToLong(), "an integer");
        return node.longValue();
    }

    ReportException problem(String message) {
        return new ReportException(
                path.isEmpty() ? file + ": " + message : "%s: %s: %s".formatted(file, path, message));
    }

    private JsonNode typed(String key, Predicate<JsonNode> kind, String allowed) {
        JsonPlace value = at(key);
        return value.require(kind.test(value.node), allowed).node;
    }

    private JsonPlace require(boolean holds, String allowed) {
        if (!holds) {
            throw problem("%s is given where %s is needed".formatted(node, allowed));
        }
        return this;
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
