package kd4j.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import kd4j.component.Components;
import kd4j.data.Batches;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.recipe.Recipe;
import kd4j.teacher.LogitsTeacher;
import kd4j.teacher.Teacher;
import kd4j.teacher.cache.AnswerStore;
import kd4j.teacher.cache.TeacherCache;

/**
 * The kept answers of a recipe's teachers.
 *
 * @param recipe what the student learns by
 * @param data the rows
 * @param store the files
 */
record TeacherAnswers(Recipe recipe, Prepared data, AnswerStore store) {
    /**
     * As the recipe says, or in another form.
     *
     * @param folder where the files are
     * @param notes hears what is not kept, and why
     */
    static TeacherAnswers of(Recipe recipe, TeacherCache settings, Prepared data, Path folder, Consumer<String> notes) {
        Map<String, String> context = new TreeMap<>(Provenance.arithmetic());
        context.put(
                "data",
                Components.describe((Record) recipe.data().dataset()) + " "
                        + new TreeMap<>(data.data().digests()));
        int batch = recipe.training().batch();
        return new TeacherAnswers(recipe, data, new AnswerStore(settings, folder, data.data(), context, batch, notes));
    }

    /** Where a recipe's answers are kept. */
    static Path folder(Recipe recipe, DataPlace place, Path teachers) {
        return recipe.teacherCache()
                .folder()
                .map(place::resolve)
                .orElse(teachers.toAbsolutePath().resolve("answers"));
    }

    /**
     * A teacher whose answers are kept.
     *
     * @param digest of all its numbers
     */
    Teacher over(Teacher asked, String digest) {
        return recipe.teacher() instanceof LogitsTeacher // which are written down already
                ? asked
                : store.over(asked, digest + " " + Components.describe((Record) recipe.teacher()));
    }

    /** Refuses, before anything is trained, what the recipe wants kept and cannot be. */
    void check(Map<String, Shape> shapes, Set<String> taps) {
        Map<String, Integer> values = new HashMap<>();
        taps.forEach(tap -> values.put(tap, shapes.get(tap).values()));
        store.check(view(0, recipe.teacherCache().views()).origin(), values);
    }

    /** All training rows, each as its view of this number. */
    Batches view(long number, Optional<Integer> views) {
        return Batches.view(
                data.train(),
                data.transforms(),
                recipe.training().augment(),
                views,
                recipe.training().batch(),
                number);
    }
}
