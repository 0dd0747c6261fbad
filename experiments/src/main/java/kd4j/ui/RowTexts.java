package kd4j.ui;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kd4j.report.Templates;

/** The rows of the list as the page has them; each is kept until it changes, because a page may have hundreds and is asked for again and again. */
final class RowTexts {
    private final Templates templates;
    private final Map<Row, String> kept = new ConcurrentHashMap<>();

    RowTexts(Templates templates) {
        this.templates = templates;
    }

    /** Of all rows there are, the text of those that are wanted, in their order; texts of rows that are no more are forgotten. */
    List<String> of(List<Row> all, List<Row> wanted) {
        kept.keySet().retainAll(Set.copyOf(all));
        return wanted.stream()
                .map(row -> kept.computeIfAbsent(row, r -> templates.filled("row.ftlh", Map.of("row", r))))
                .toList();
    }
}
