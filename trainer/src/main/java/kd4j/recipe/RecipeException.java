package kd4j.recipe;

import java.util.List;
import kd4j.component.Kd4jException;

/** A recipe that cannot be run as it stands; carries every problem that was found. */
public final class RecipeException extends Kd4jException {
    private final List<Problem> problems;

    public RecipeException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
