package kd4j.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kd4j.component.Components;
import kd4j.component.Key;
import kd4j.component.Kind;
import kd4j.component.Part;

/** The key reference of everything that can be reached from one section. */
final class Page {
    private static final String HEAD =
            """
            # Recipes and their keys

            `quickstart/` has recipes that end within a minute. `starters/` has one for each loss, on data that needs no download: copy one and change
            its lines. The recipes in `confirmed/` have a result that is committed in `experiments/results`, beside a paper's where it has the same
            experiment, those in `ablations/` a table of their own there.

            This page is written by `./kd4j docs` out of the Javadoc; a test compares it. A part of a family is chosen by `type`: where a key's
            value is an [optimizer](#optimizer), `{type: sgd, rate: 0.1}` is one.

            """;

    private final Map<String, Part> sections = new LinkedHashMap<>();
    private final Map<String, Class<?>> families = new TreeMap<>();
    private final Deque<Part> waiting = new ArrayDeque<>();

    Page(Class<? extends Record> start) {
        addSection(start);
        while (!waiting.isEmpty()) {
            waiting.remove().keys().forEach(key -> reach(key.kind()));
        }
    }

    private void addSection(Class<? extends Record> type) {
        Part section = Components.describedBy(type);
        if (sections.put(section.name(), section) == null) {
            waiting.add(section);
        }
    }

    private void addFamily(Class<?> family) {
        if (families.put(Components.familyName(family), family) == null) {
            waiting.addAll(Components.parts(family));
        }
    }

    private void reach(Kind kind) {
        if (kind instanceof Kind.Maybe maybe) {
            reach(maybe.of());
        } else if (kind instanceof Kind.ListOf list) {
            reach(list.of());
        } else if (kind instanceof Kind.MapOf map) {
            reach(map.of());
        } else if (kind instanceof Kind.SectionOf section) {
            addSection(section.type());
        } else if (kind instanceof Kind.FamilyOf family) {
            addFamily(family.family());
        }
    }

    String markdown() {
        String first = sections.values().stream()
                .map(section -> "## " + section.name() + "\n\n" + body(section))
                .collect(Collectors.joining());
        String second = families.entrySet().stream()
                .map(family -> "## " + family.getKey() + "\n\n" + parts(family.getValue()))
                .collect(Collectors.joining());
        return (HEAD + first + second).stripTrailing() + "\n";
    }

    private static String parts(Class<?> family) {
        return Components.parts(family).stream()
                .map(part -> "### " + part.name() + "\n\n" + body(part))
                .collect(Collectors.joining());
    }

    private static String body(Part part) {
        String card = escaped(part.card()).replace("\n", "\n\n") + "\n\n";
        if (part.keys().isEmpty()) {
            return card;
        }
        return part.keys().stream()
                .map(Page::row)
                .collect(Collectors.joining(
                        "", card + "| key | value | default | meaning |\n|---|---|---|---|\n", "\n"));
    }

    private static String row(Key key) {
        String name = key.inline() ? "`type` and its keys" : "`" + key.name() + "`";
        return "| %s | %s | %s | %s |%n"
                .formatted(name, value(key.kind()), byDefault(key), escaped(key.doc()))
                .replace("\r\n", "\n");
    }

    private static String byDefault(Key key) {
        String none = key.required() ? "required" : "none";
        return key.defaultYaml()
                .map(yaml -> "`" + yaml.replace("|", "\\|") + "`")
                .orElse(none);
    }

    private static String value(Kind kind) {
        if (kind instanceof Kind.Basic basic) {
            return switch (basic) {
                case INT, LONG -> "integer";
                case DOUBLE -> "number";
                case BOOLEAN -> "`true` or `false`";
                case TEXT -> "text";
            };
        } else if (kind instanceof Kind.Choice choice) {
            return choice.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(" or "));
        } else if (kind instanceof Kind.Maybe maybe) {
            return value(maybe.of());
        } else if (kind instanceof Kind.ListOf list) {
            return "list of: " + value(list.of());
        } else if (kind instanceof Kind.MapOf map) {
            return "by name: " + value(map.of());
        } else if (kind instanceof Kind.SectionOf section) {
            return link(Components.describedBy(section.type()).name());
        }
        return link(Components.familyName(((Kind.FamilyOf) kind).family()));
    }

    private static String link(String name) {
        return "[%s](#%s)".formatted(name, name);
    }

    /** Text that Markdown would take for a tag or for the end of a cell. */
    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("|", "\\|");
    }
}
