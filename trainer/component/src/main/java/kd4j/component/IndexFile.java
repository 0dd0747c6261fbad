package kd4j.component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The index as text: one line a part, a key or a preset, fields divided by tabs. Each key's line names its class, so files can be
 * put one behind another (as happens when jars are merged) and a part that is there twice is still one part.
 */
final class IndexFile {
    static final String PATH = "META-INF/kd4j/components.index";
    /** In place of a family: a section of a recipe. */
    static final String NO_FAMILY = "-";

    private IndexFile() {}

    /**
     * A part as the processor sees it.
     *
     * @param family binary name of the family's interface, or {@link #NO_FAMILY}
     */
    record Entry(String family, String name, String type, String summary, String card, List<KeyEntry> keys) {}

    /**
     * Settings of a part with a name of their own.
     *
     * @param maker the static method that answers them
     */
    record PresetEntry(String family, String name, String type, String maker, String summary, String card) {}

    /** A key as the processor sees it. */
    record KeyEntry(String name, String doc, Optional<String> defaultYaml) {}

    static String write(List<Entry> entries, List<PresetEntry> presets) {
        return Stream.concat(
                        entries.stream().flatMap(e -> lines(e).stream()),
                        presets.stream()
                                .map(p -> line(
                                        "preset", p.type(), p.family(), p.name(), p.maker(), p.summary(), p.card())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> lines(Entry e) {
        List<String> lines = new ArrayList<>();
        lines.add(line("part", e.type(), e.family(), e.name(), e.summary(), e.card()));
        for (KeyEntry key : e.keys()) {
            String given = key.defaultYaml().map("="::concat).orElse("");
            lines.add(line("key", e.type(), key.name(), key.doc(), given));
        }
        return lines;
    }

    private static String line(String... fields) {
        return Arrays.stream(fields).map(IndexFile::escaped).collect(Collectors.joining("\t"));
    }

    static List<Entry> read(List<String> lines) {
        Map<String, Map<String, KeyEntry>> keys = new LinkedHashMap<>();
        Map<String, String[]> parts = new LinkedHashMap<>();
        for (String line : lines) {
            String[] fields = fields(line);
            if (fields[0].equals("part") && fields.length == 6) {
                parts.put(fields[1], fields);
            } else if (fields[0].equals("key") && fields.length == 5) {
                keys.computeIfAbsent(fields[1], type -> new LinkedHashMap<>()).put(fields[2], key(fields));
            } else if (!line.isEmpty() && !isPreset(fields)) {
                throw new ComponentException(
                        "the component index has a line that nobody wrote: '%s'; build again".formatted(line));
            }
        }
        return parts.values().stream()
                .map(f -> entry(f, keys.getOrDefault(f[1], Map.of())))
                .toList();
    }

    static List<PresetEntry> presets(List<String> lines) {
        return lines.stream()
                .map(IndexFile::fields)
                .filter(IndexFile::isPreset)
                .map(f -> new PresetEntry(f[2], f[3], f[1], f[4], f[5], f[6]))
                .distinct()
                .toList();
    }

    private static boolean isPreset(String[] fields) {
        return fields[0].equals("preset") && fields.length == 7;
    }

    private static Entry entry(String[] fields, Map<String, KeyEntry> keys) {
        return new Entry(fields[2], fields[3], fields[1], fields[4], fields[5], List.copyOf(keys.values()));
    }

    private static KeyEntry key(String[] fields) {
        Optional<String> value = fields[4].startsWith("=") ? Optional.of(fields[4].substring(1)) : Optional.empty();
        return new KeyEntry(fields[2], fields[3], value);
    }

    private static String[] fields(String line) {
        return Arrays.stream(line.split("\t", -1)).map(IndexFile::plain).toArray(String[]::new);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "").replace("\n", "\\n");
    }

    private static String plain(String field) {
        // The double backslash goes through a character that no text holds, so that it cannot meet the letter behind
        // it.
        return field.replace("\\\\", "\0")
                .replace("\\t", "\t")
                .replace("\\n", "\n")
                .replace('\0', '\\');
    }
}
