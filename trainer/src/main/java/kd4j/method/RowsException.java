package kd4j.method;

import java.util.List;
import kd4j.component.Kd4jException;

/** Losses that can do nothing with the rows: of classes where rows have numbers to predict, or the other way round. */
public final class RowsException extends Kd4jException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    RowsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What does not fit, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
