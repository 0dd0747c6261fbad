package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import kd4j.engine.RunException;
import kd4j.export.ExportFormat;
import kd4j.export.Exporters;
import kd4j.method.Session;
import kd4j.model.Blueprint;
import kd4j.recipe.Recipe;
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
        Session session = recipe.method().begin();
        checkTaps("student", session.studentTaps(), student, problems);
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Blueprint teacher = source.architecture().blueprint(data.shape(), data.classes());
            checkTaps("teacher", session.teacherTaps(), teacher, problems);
        }
        if (!problems.isEmpty()) {
            throw new RunException("recipe '%s' does not fit its data and networks:%n  %s"
                    .formatted(recipe.name(), String.join("\n  ", problems)));
        }
    }

    private static void checkTaps(String whose, Iterable<String> taps, Blueprint blueprint, List<String> problems) {
        for (String tap : taps) {
            if (!blueprint.shapes().containsKey(tap)) {
                problems.add("method: the %s has no tap '%s'; it has %s"
                        .formatted(whose, tap, blueprint.shapes().keySet()));
            }
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
