package kd4j.component;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All parts that some index files list. Classes are loaded when they are asked for. */
final class Index {
    private final ClassLoader loader;
    private final Map<String, List<IndexFile.Entry>> byFamily;
    private final Map<String, IndexFile.Entry> byType;
    private final Map<String, List<IndexFile.PresetEntry>> presets;

    Index(ClassLoader loader, List<String> lines) {
        List<IndexFile.Entry> entries = IndexFile.read(lines);
        this.loader = loader;
        this.byFamily = entries.stream().collect(Collectors.groupingBy(IndexFile.Entry::family));
        this.byType = entries.stream().collect(Collectors.toMap(IndexFile.Entry::type, Function.identity()));
        this.presets = IndexFile.presets(lines).stream().collect(Collectors.groupingBy(IndexFile.PresetEntry::family));
    }

    /** The index of everything that a class loader can reach. */
    static Index of(ClassLoader loader) {
        List<String> lines = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(IndexFile.PATH))) {
                lines.addAll(linesOf(url));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Index(loader, lines);
    }

    private static List<String> linesOf(URL url) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** The families that have a part, in the order of their names. */
    List<Class<?>> families() {
        return byFamily.keySet().stream()
                .filter(family -> !family.equals(IndexFile.NO_FAMILY))
                .<Class<?>>map(this::named)
                .sorted(Comparator.comparing(Components::familyName))
                .toList();
    }

    /** The parts of a family and their presets by name, in the order of their names. */
    Map<String, Part> parts(Class<?> family) {
        Map<String, Part> parts = new TreeMap<>();
        byFamily.getOrDefault(family.getName(), List.of()).forEach(entry -> add(parts, part(entry), family));
        presets.getOrDefault(family.getName(), List.of()).forEach(preset -> add(parts, part(preset), family));
        return parts;
    }

    private static void add(Map<String, Part> parts, Part part, Class<?> family) {
        Part other = parts.put(part.name(), part);
        if (other != null) {
            throw new ComponentException("two parts of the family '%s' are called '%s': %s and %s; rename one of them"
                    .formatted(
                            Components.familyName(family),
                            part.name(),
                            other.type().getName(),
                            part.type().getName()));
        }
    }

    /** The part that a record is. */
    Optional<Part> part(Class<?> type) {
        return Optional.ofNullable(byType.get(type.getName())).map(this::part);
    }

    private Part part(IndexFile.PresetEntry preset) {
        Class<? extends Record> type = named(preset.type()).asSubclass(Record.class);
        return new Part(preset.name(), type, preset.summary(), preset.card(), List.of(), Optional.of(preset.maker()));
    }

    private Part part(IndexFile.Entry entry) {
        Class<? extends Record> type = named(entry.type()).asSubclass(Record.class);
        List<Key> keys = Arrays.stream(type.getRecordComponents())
                .map(component -> key(component, entry))
                .toList();
        return new Part(entry.name(), type, entry.summary(), entry.card(), keys, Optional.empty());
    }

    private static Key key(RecordComponent component, IndexFile.Entry entry) {
        String name = Names.kebab(component.getName());
        IndexFile.KeyEntry key = entry.keys().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ComponentException(
                        "the component index lacks the key '%s' of %s; build again".formatted(name, entry.type())));
        boolean inline = component.isAnnotationPresent(Inline.class);
        return new Key(name, Kind.of(component.getGenericType()), key.doc(), key.defaultYaml(), inline);
    }

    private Class<?> named(String type) {
        try {
            return Class.forName(type, false, loader);
        } catch (ClassNotFoundException e) {
            throw new ComponentException(
                    "the component index lists %s, which is not on the class path; build again".formatted(type), e);
        }
    }
}
