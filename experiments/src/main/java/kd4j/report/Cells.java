package kd4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table as people read it: a header, rows of short texts, and the two ways to lay them out. */
public record Cells(List<String> header, List<List<String>> rows) {
    static final String NONE = "-";

    private static List<String> header(Measure measure) {
        return List.of(
                "run",
                "arm",
                "seeds",
                measure.title(),
                "sd",
                "95 % interval",
                measure.besideTitle(),
                "sd",
                "parameters",
                "MACs",
                "bytes",
                "gap closed");
    }

    /** Only where a teacher's answers were kept. */
    private static final List<String> CACHE = List.of("cache hits", "teacher s saved");

    /** Only where a network was compressed. */
    private static final List<String> COMPRESSED = List.of("sparsity");

    static Cells of(List<Line> lines) {
        Cells all = new Cells(
                header(lines.get(0).measure()), lines.stream().map(Cells::row).toList());
        if (lines.stream().anyMatch(l -> l.sparsity().isPresent())) {
            all = all.with(COMPRESSED, lines, line -> List.of(or(line.sparsity(), s -> format("%.1f %%", 100 * s))));
        }
        return lines.stream().anyMatch(l -> l.teacherCost().isPresent()) ? all.with(CACHE, lines, Cells::cache) : all;
    }

    private Cells with(List<String> titles, List<Line> lines, Function<Line, List<String>> more) {
        return new Cells(
                joined(header, titles),
                IntStream.range(0, rows.size())
                        .mapToObj(i -> joined(rows.get(i), more.apply(lines.get(i))))
                        .toList());
    }

    private static List<String> joined(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static List<String> cache(Line line) {
        return List.of(
                or(line.teacherCost(), cost -> format("%.0f %%", 100.0 * cost.kept() / cost.rows())),
                or(line.teacherCost(), cost -> format("%.1f", cost.savedSeconds())));
    }

    private static List<String> row(Line line) {
        Measure in = line.measure();
        return List.of(
                line.run(),
                line.arm(),
                String.valueOf(line.figure().n()),
                in.text(line.figure().mean()),
                or(line.figure().sd(), in::text),
                or(line.figure().ci95(), i -> in.text(i.low()) + " to " + in.text(i.high())),
                in.besideText(line.beside().mean()),
                or(line.beside().sd(), in::besideText),
                format("%,d", line.parameters()),
                format("%,d", line.macs()),
                bytes(line.bytes()),
                or(line.gapClosed(), share -> format("%.0f %%", 100 * share)));
    }

    /** Columns aligned with spaces: texts to the left, numbers to the right; a run's name only in its first row. */
    String text() {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        String last = "";
        for (List<String> row : rows) {
            List<String> shown = new ArrayList<>(row);
            if (row.get(0).equals(last)) {
                shown.set(0, "");
            }
            last = row.get(0);
            all.add(shown);
        }
        return all.stream().map(this::aligned).collect(Collectors.joining("\n", "", "\n"));
    }

    private String aligned(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String pattern = (isText(column) ? "%-" : "%") + width(column) + "s";
            line.append(column == 0 ? "" : "  ").append(pattern.formatted(row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(widest, header.get(column).length());
    }

    /** A Markdown table. */
    String markdown() {
        StringBuilder table = new StringBuilder(piped(header));
        for (int column = 0; column < header.size(); column++) {
            table.append(isText(column) ? "|---" : "|---:");
        }
        table.append("|\n");
        rows.forEach(row -> table.append(piped(row)));
        return table.toString();
    }

    private static String piped(List<String> row) {
        return row.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static boolean isText(int column) {
        return column < 2;
    }

    private static String bytes(Map<String, Long> bytes) {
        return bytes.isEmpty()
                ? NONE
                : bytes.entrySet().stream()
                        .map(e -> e.getKey() + " " + format("%,d", e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    private static <T> String or(Optional<T> value, Function<T, String> text) {
        return value.map(text).orElse(NONE);
    }
}
