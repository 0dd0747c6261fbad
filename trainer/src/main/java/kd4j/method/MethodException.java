package kd4j.method;

import java.util.List;
import kd4j.component.Kd4jException;

/** A method that does not fit the networks; it has every problem, a sentence each. */
public final class MethodException extends Kd4jException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    public MethodException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** What does not fit. */
    public List<String> problems() {
        return problems;
    }
}
