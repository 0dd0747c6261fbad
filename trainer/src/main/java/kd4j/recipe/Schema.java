package kd4j.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import kd4j.component.Components;
import kd4j.component.Family;
import kd4j.component.Key;
import kd4j.component.Kind;
import kd4j.component.Part;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (draft 2020-12) of a recipe, for editors: keys, types, documentation and defaults of everything that is on the
 * class path. It cannot say all that {@link Recipes#check} says: ranges of numbers and what holds between sections are not in it.
 */
public final class Schema {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Whether keys may be missing, because another file or a matrix gives them. */
    private final boolean partial;

    private final Map<String, Object> definitions;

    private Schema(boolean partial, Map<String, Object> definitions) {
        this.partial = partial;
        this.definitions = definitions;
    }

    /** The schema as JSON text. */
    public static String json() {
        Map<String, Object> definitions = new TreeMap<>();
        Kind recipe = new Kind.SectionOf(Recipe.class);
        Object whole = new Schema(false, definitions).of(recipe);
        Object part = new Schema(true, definitions).of(recipe);
        allowLanguage(definitions, part);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "KD4J recipe");
        schema.put(
                "if",
                Map.of(
                        "anyOf",
                        List.of(
                                Map.of("required", List.of(RecipeFiles.EXTENDS)),
                                Map.of("required", List.of(Matrix.KEY)))));
        schema.put("then", part);
        schema.put("else", whole);
        schema.put("$defs", definitions);
        return JSON.writeValueAsString(schema) + "\n";
    }

    /** The keys that belong to the language and not to the record. */
    private static void allowLanguage(Map<String, Object> definitions, Object reference) {
        String name = ((Map<?, ?>) reference).get("$ref").toString().substring("#/$defs/".length());
        Map<String, Object> recipe = strings(definitions.get(name));
        Map<String, Object> properties = strings(recipe.get("properties"));
        properties.put(
                RecipeFiles.EXTENDS,
                described(
                        Map.of("type", "string"),
                        "another recipe, from this file's folder, whose keys are taken where this one lacks them"));
        Map<String, Object> values = Map.of(
                "anyOf", List.of(Map.of("type", "array", "minItems", 1), Map.of("type", "object", "minProperties", 1)));
        Map<String, Object> axes = Map.of("type", "object", "additionalProperties", values);
        properties.put(
                Matrix.KEY,
                described(axes, "a sweep: for each path the values that it takes in turn, as a list or by names"));
        recipe.put("properties", properties);
        definitions.put(name, recipe);
    }

    private static Map<String, Object> strings(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) map).forEach((key, value) -> copy.put((String) key, value));
        return copy;
    }

    private static Map<String, Object> described(Map<String, Object> schema, String doc) {
        Map<String, Object> all = new LinkedHashMap<>(schema);
        all.put("description", doc);
        return all;
    }

    private Map<String, Object> of(Kind kind) {
        if (kind instanceof Kind.Basic basic) {
            return basic(basic);
        }
        if (kind instanceof Kind.Choice choice) {
            return Map.of("enum", choice.words());
        }
        if (kind instanceof Kind.Maybe maybe) {
            return anyOf(List.of(of(maybe.of()), Map.of("type", "null")));
        }
        if (kind instanceof Kind.ListOf list) {
            return ordered("type", "array", "items", of(list.of()));
        }
        if (kind instanceof Kind.MapOf map) {
            return ordered("type", "object", "additionalProperties", of(map.of()));
        }
        return kind instanceof Kind.FamilyOf family ? family(family.family()) : section((Kind.SectionOf) kind);
    }

    private static Map<String, Object> basic(Kind.Basic kind) {
        return switch (kind) {
            case INT -> ordered("type", "integer", "minimum", Integer.MIN_VALUE, "maximum", Integer.MAX_VALUE);
            case LONG -> ordered("type", "integer", "minimum", Long.MIN_VALUE, "maximum", Long.MAX_VALUE);
            case DOUBLE -> ordered("type", "number");
            case BOOLEAN -> ordered("type", "boolean");
            case TEXT -> ordered("type", "string");
        };
    }

    private Map<String, Object> family(Class<?> family) {
        return define(Components.familyName(family), () -> {
            List<Part> parts = Components.parts(family);
            List<Object> forms = new ArrayList<>(shorthands(family, parts));
            parts.forEach(part -> forms.add(member(family, part)));
            return anyOf(forms);
        });
    }

    private List<Object> shorthands(Class<?> family, List<Part> parts) {
        List<Object> forms = new ArrayList<>();
        List<String> words = parts.stream()
                .filter(part -> partial || part.keys().stream().noneMatch(Key::required))
                .map(Part::name)
                .toList();
        if (!words.isEmpty()) {
            forms.add(Map.of("enum", words));
        }
        if (!family.getAnnotation(Family.class).scalar().isEmpty()) {
            forms.add(Map.of("type", "number"));
        }
        return forms;
    }

    private Map<String, Object> member(Class<?> family, Part part) {
        return define(
                Components.familyName(family) + "." + part.name(),
                () -> object(part.summary(), Optional.of(part), part.keys()));
    }

    private Map<String, Object> section(Kind.SectionOf kind) {
        Part part = Components.describedBy(kind.type());
        Optional<Class<?>> family = Grammar.family(kind);
        return define(part.name(), () -> family.<Map<String, Object>>map(f -> inlined(part, f))
                .orElseGet(() -> Grammar.shorthand(kind).isPresent() ? shortened(part) : whole(part)));
    }

    private Map<String, Object> whole(Part section) {
        return object(section.summary(), Optional.empty(), section.keys());
    }

    /** A section that a word or a list may stand for, with lists that a word may stand for. */
    private Map<String, Object> shortened(Part section) {
        Map<String, Object> object = whole(section);
        Map<String, Object> properties = strings(object.get("properties"));
        section.keys().forEach(key -> properties.put(key.name(), described(words(), key.doc())));
        object.put("properties", properties);
        return anyOf(List.of(words(), object));
    }

    private static Map<String, Object> words() {
        Map<String, Object> word = ordered("type", "string");
        return anyOf(List.of(word, ordered("type", "array", "items", word)));
    }

    private Map<String, Object> inlined(Part section, Class<?> family) {
        List<Part> parts = Components.parts(family);
        List<Object> forms = new ArrayList<>(shorthands(family, parts));
        for (Part part : parts) {
            List<Key> keys = new ArrayList<>(part.keys());
            section.keys().stream().filter(key -> !key.inline()).forEach(keys::add);
            forms.add(
                    define(section.name() + "." + part.name(), () -> object(part.summary(), Optional.of(part), keys)));
        }
        return anyOf(forms);
    }

    private Map<String, Object> object(String doc, Optional<Part> typed, List<Key> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        typed.ifPresent(part -> {
            properties.put(Grammar.TYPE, described(Map.of("const", part.name()), part.summary()));
            required.add(Grammar.TYPE);
        });
        for (Key key : keys) {
            properties.put(key.name(), property(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
        Map<String, Object> object =
                ordered("type", "object", "description", doc, "properties", properties, "additionalProperties", false);
        if (!partial && !required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private Map<String, Object> property(Key key) {
        Map<String, Object> property = described(of(key.kind()), key.doc());
        key.defaultYaml().ifPresent(yaml -> property.put("default", Plain.of(yaml)));
        return property;
    }

    /** A reference to a definition, which is made when it is first referred to; definitions may refer to themselves. */
    private Map<String, Object> define(String name, Supplier<Map<String, Object>> schema) {
        String full = partial ? name + "-partial" : name;
        if (!definitions.containsKey(full)) {
            definitions.put(full, Map.of());
            definitions.put(full, schema.get());
        }
        return ordered("$ref", "#/$defs/" + full);
    }

    private static Map<String, Object> anyOf(List<?> forms) {
        return ordered("anyOf", forms);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
