package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.data.TransformChain;
import kd4j.engine.RunException;
import kd4j.export.ExportFormat;
import kd4j.export.Exporters;
import kd4j.method.Context;
import kd4j.method.MethodException;
import kd4j.method.Session;
import kd4j.model.Blueprint;
import kd4j.recipe.Recipe;
import kd4j.teacher.LogitsTeacher;
import kd4j.teacher.TrainedTeacher;

/** Checks that need recipe, data and networks together; all that does not fit is told at once, before anything is trained. */
final class Fit {
    private Fit() {}

    static void check(Recipe recipe, Prepared data, Blueprint student) {
        List<String> problems = new ArrayList<>();
        checkClasses(recipe, data, problems);
        for (ExportFormat format : recipe.export()) {
            problems.addAll(Exporters.check(student, format));
        }
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Blueprint teacher = source.architecture().blueprint(data.shape(), data.classes());
            checkMethod(recipe, data, student, teacher.shapes(), problems);
        }
        checkViews(recipe, data, problems);
        stopIfAny(recipe, problems);
    }

    /** The check of the method, for teachers of which nothing is known before they are there. */
    static void check(Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher) {
        List<String> problems = new ArrayList<>();
        checkMethod(recipe, data, student, teacher, problems);
        stopIfAny(recipe, problems);
    }

    private static void stopIfAny(Recipe recipe, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new RunException("recipe '%s' does not fit its data and networks:%n  %s"
                    .formatted(recipe.name(), String.join("\n  ", problems)));
        }
    }

    @SuppressWarnings("try") // a session that can be begun is all that is asked for
    private static void checkMethod(
            Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher, List<String> problems) {
        int epochs = recipe.training().epochs();
        long seed = recipe.seeds().get(0);
        try (Session session = recipe.method().begin(new Context(student, teacher, data.train(), epochs, seed))) {
            assert session != null;
        } catch (MethodException e) {
            problems.addAll(e.problems());
        }
    }

    /** Written answers are for rows as they are, and an augmented row is another one. */
    private static void checkViews(Recipe recipe, Prepared data, List<String> problems) {
        long views = new TransformChain(recipe.training().augment(), data.shape()).views();
        boolean written = recipe.teacher().filed().stream()
                .anyMatch(t -> t instanceof LogitsTeacher answers && !answers.everyView());
        if (written && views != 1) {
            problems.add(
                    "teacher: written answers are one for each row, but training.augment makes %s views of a row. Leave augment out, or state that an answer holds for every view with the teacher's every-view: true"
                            .formatted(views < 0 ? "unlimited" : String.valueOf(views)));
        }
    }

    private static void checkClasses(Recipe recipe, Prepared data, List<String> problems) {
        List<Integer> shifted =
                recipe.student().biasShift().map(b -> b.classes()).orElse(List.of());
        checkClasses("training.omit", recipe.training().omit(), data.classes(), problems);
        checkClasses("student.bias-shift.classes", shifted, data.classes(), problems);
    }

    private static void checkClasses(String key, List<Integer> given, int classes, List<String> problems) {
        for (int number : given) {
            if (number >= classes) {
                problems.add("%s: class %d; allowed: 0 to %d".formatted(key, number, classes - 1));
            }
        }
    }
}
