package kd4j.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import kd4j.component.Kd4jException;
import kd4j.run.Arm;
import kd4j.run.Conditions;

/**
 * How many epochs each training of a run has at most.
 *
 * @param epochs by training, such as {@code seed-7/distilled}
 */
record Plan(Map<String, Integer> epochs) {
    /** What a resolved recipe plans; empty where this version cannot read it. */
    static Optional<Plan> of(Path recipe) {
        try {
            return Optional.of(of(Conditions.of(recipe)));
        } catch (Kd4jException e) {
            return Optional.empty(); // the run is shown without its end
        }
    }

    /** Teachers that are made of others are not counted. */
    static Plan of(SortedMap<String, String> conditions) {
        List<String> seeds = Stream.of(conditions.get("seeds").split("[\\[\\], ]+", -1))
                .filter(seed -> !seed.isEmpty())
                .toList();
        Map<String, Integer> epochs = new LinkedHashMap<>();
        for (String seed : seeds) {
            if (conditions.containsKey("teacher.training.epochs")
                    && (seed.equals(seeds.get(0)) || "true".equals(conditions.get("teacher.each-seed")))) {
                put(epochs, seed, Arm.TEACHER, conditions.get("teacher.training.epochs"));
            }
            put(epochs, seed, Arm.STUDENT_ALONE, conditions.get("training.epochs"));
            put(epochs, seed, Arm.DISTILLED, conditions.get("training.epochs"));
        }
        return new Plan(epochs);
    }

    private static void put(Map<String, Integer> epochs, String seed, Arm arm, String count) {
        epochs.put("seed-%s/%s".formatted(seed, arm.id()), Integer.valueOf(count));
    }
}
