package kd4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Section;

/**
 * A list on a measurement's page.
 *
 * @param title its heading; none when left out
 * @param items its points
 */
@Section
public record BenchNotes(Optional<String> title, List<String> items) {
    public BenchNotes {
        items = List.copyOf(items);
    }

    /** As it stands on the page; nothing without items. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!items.isEmpty()) {
            lines.add("");
            title.ifPresent(t -> lines.addAll(List.of("## " + t, "")));
            items.forEach(item -> lines.add("* " + item));
        }
        return lines;
    }
}
