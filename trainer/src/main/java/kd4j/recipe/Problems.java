package kd4j.recipe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that a user hears of all of it at once. */
final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();
    /** Files in the order in which they were opened: the user's own comes first. */
    private final List<String> files = new ArrayList<>();

    void file(String name) {
        if (!files.contains(name)) {
            files.add(name);
        }
    }

    void add(Place place, String path, String message) {
        found.add(problem(place, path, message));
    }

    void addAll(RecipeException e) {
        found.addAll(e.problems());
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int size() {
        return found.size();
    }

    List<Problem> sorted() {
        return found.stream()
                .sorted(Comparator.comparingInt(this::rank)
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column)
                        .thenComparing(Problem::path))
                .toList();
    }

    private int rank(Problem problem) {
        int at = files.indexOf(problem.file());
        return at < 0 ? files.size() : at;
    }

    /** Stops with everything that was found, if anything was. */
    void stopIfAny() {
        if (!found.isEmpty()) {
            throw new RecipeException(sorted());
        }
    }

    static Problem problem(Place place, String path, String message) {
        return new Problem(place.file(), place.line(), place.column(), path, message);
    }

    static RecipeException stop(Place place, String path, String message) {
        return new RecipeException(List.of(problem(place, path, message)));
    }
}
