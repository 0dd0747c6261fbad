package kd4j.report;

import java.util.List;
import kd4j.component.Default;
import kd4j.component.Section;

/**
 * What a committed comparison says beside its table and its verdicts.
 *
 * @param command what made the table
 * @param remarks sentences below the verdicts
 */
@Section
public record ComparisonNotes(String command, @Default("[]") List<String> remarks) {
    public ComparisonNotes {
        remarks = List.copyOf(remarks);
    }
}
