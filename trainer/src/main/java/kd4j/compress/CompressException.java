package kd4j.compress;

import java.util.List;
import kd4j.component.Kd4jException;

/** A plan of compression does not fit its network or its training; the message names the step. */
public final class CompressException extends Kd4jException {
    private final List<String> problems;

    /** Everything that does not fit, a sentence each. */
    public CompressException(List<String> problems) {
        super(String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that does not fit, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
