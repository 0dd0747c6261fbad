package kd4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kd4j.component.Components;
import kd4j.engine.RunException;
import kd4j.recipe.Recipe;
import kd4j.recipe.RecipeException;
import kd4j.recipe.Recipes;
import kd4j.teacher.cache.TeacherCache;

/**
 * Under which conditions a run's students were trained: what must be equal before two runs may be ranked. These are the data with
 * its validation split, the seeds, the teacher and the training (epochs, batch, optimiser, augmentation, and all else there), and
 * of the teacher's cache what changes the numbers that a student sees. Free are the things that are compared, {@code method}, {@code
 * student} and {@code compress}, and those without a part in the figures: {@code name}, {@code export}, {@code thresholds}, {@code threads}.
 */
public final class Conditions {
    static final Set<String> COUNTED = Set.of("seeds", "data", "teacher", "training", "teacher-cache", "tuned");
    static final Set<String> FREE =
            Set.of("name", "student", "method", "compress", "export", "thresholds", "threads", "logs");

    private Conditions() {}

    /**
     * The counted keys of a resolved recipe with their values as text, such as {@code training.epochs} and {@code 20}. Keys that an
     * older version did not know yet have their defaults.
     *
     * @throws RunException when the file is missing or this version cannot read it
     */
    public static SortedMap<String, String> of(Path resolved) {
        return of(recipe(resolved));
    }

    /**
     * All keys of a resolved recipe in the same form, those that do not count too.
     *
     * @throws RunException when the file is missing or this version cannot read it
     */
    public static SortedMap<String, String> all(Path resolved) {
        SortedMap<String, String> flat = new TreeMap<>();
        flatten("", Components.describe(recipe(resolved)), flat);
        return flat;
    }

    static Recipe recipe(Path resolved) {
        if (!Files.isRegularFile(resolved)) {
            throw new RunException(resolved + ": is missing, so that nobody knows how the run was trained");
        }
        try {
            return Recipes.read(resolved, List.of()).get(0).recipe();
        } catch (RecipeException e) {
            throw new RunException(
                    "%s: cannot be read by this version, so that it cannot be compared: %s"
                            .formatted(resolved, e.getMessage()),
                    e);
        }
    }

    static SortedMap<String, String> of(Recipe recipe) {
        Map<String, Object> counted = new LinkedHashMap<>(Components.describe(recipe));
        counted.keySet().retainAll(COUNTED);
        counted.put("teacher-cache", seen(recipe.teacherCache()));
        SortedMap<String, String> flat = new TreeMap<>();
        flatten("", counted, flat);
        return flat;
    }

    /** Where and how large a cache is changes nothing; nor does its form, unless it rounds. */
    private static Map<String, Object> seen(TeacherCache cache) {
        Map<String, Object> keys = new LinkedHashMap<>(Components.describe(cache));
        keys.keySet().removeAll(cache.exact() ? Set.of("folder", "limit-gb", "type") : Set.of("folder", "limit-gb"));
        return keys;
    }

    private static void flatten(String key, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> flatten(key.isEmpty() ? "" + name : key + "." + name, inner, flat));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (int i = 0; i < list.size(); i++) {
                flatten("%s[%d]".formatted(key, i), list.get(i), flat);
            }
        } else {
            flat.put(key, String.valueOf(value));
        }
    }
}
