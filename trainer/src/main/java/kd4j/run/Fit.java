package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.compress.CompressException;
import kd4j.compress.Compressing;
import kd4j.compress.Quantise;
import kd4j.compress.Setting;
import kd4j.data.Shape;
import kd4j.data.TransformChain;
import kd4j.engine.RunException;
import kd4j.engine.Task;
import kd4j.export.ExportFormat;
import kd4j.export.Exporters;
import kd4j.method.Context;
import kd4j.method.Method;
import kd4j.method.MethodException;
import kd4j.method.RowsException;
import kd4j.method.Session;
import kd4j.model.Blueprint;
import kd4j.optim.Training;
import kd4j.recipe.Recipe;
import kd4j.teacher.LogitsTeacher;
import kd4j.teacher.TrainedTeacher;

/** Checks that need recipe, data and networks together; all that does not fit is told at once, before anything is trained. */
final class Fit {
    private Fit() {}

    static void check(Recipe recipe, Prepared data, Blueprint student) {
        new TargetsFit(recipe, data).check(student);
        List<String> problems = new ArrayList<>();
        checkClasses(recipe, data, problems);
        for (ExportFormat format : recipe.export()) {
            problems.addAll(Exporters.check(student, format));
        }
        if (recipe.export().stream().anyMatch(ExportFormat::bundle)) {
            problems.addAll(Exporters.check(data.described()));
        }
        checkPlan(recipe, data, student, problems);
        checkQuantise(recipe, problems);
        checkThresholds(recipe, data, problems);
        if (recipe.teacher() instanceof TrainedTeacher source) {
            Blueprint teacher = source.architecture().blueprint(data.shape(), data.outputs());
            checkMethod(recipe, data, student, teacher.shapes(), problems);
            checkChain(recipe, data, source, problems);
        }
        recipe.teacher().trained().stream()
                .filter(TrainedTeacher::byOnnxRuntime)
                .map(t -> t.architecture().blueprint(data.shape(), data.outputs()))
                .flatMap(plan -> Exporters.check(plan, ExportFormat.ONNX).stream())
                .forEach(problem -> problems.add("teacher.forward: " + problem));
        checkViews(recipe, data, problems);
        stopIfAny(recipe, problems);
    }

    private static void checkPlan(Recipe recipe, Prepared data, Blueprint student, List<String> problems) {
        try {
            Blueprint last = compressed(recipe, data, student);
            for (ExportFormat format : last.equals(student) ? List.<ExportFormat>of() : recipe.export()) {
                Exporters.check(last, format).forEach(problem -> problems.add("behind compress: " + problem));
            }
        } catch (CompressException e) {
            problems.addAll(e.problems());
        }
    }

    private static void checkQuantise(Recipe recipe, List<String> problems) {
        List<Quantise> steps = recipe.plan().stream()
                .filter(Quantise.class::isInstance)
                .map(Quantise.class::cast)
                .toList();
        if (steps.size() > 1) {
            problems.add("compress: quantise is there %d times; a network is quantised once. Remove all but one"
                    .formatted(steps.size()));
        }
        if (steps.stream().anyMatch(q -> q.training().isEmpty())
                && recipe.export().stream().noneMatch(ExportFormat::eightBits)) {
            problems.add(
                    "compress: quantise without training works on exported files alone, and export has no onnx-int8. Add onnx-int8 to export, or train with rounding (key training of quantise)");
        }
    }

    /** The layers that the plan of compression would end with. */
    private static Blueprint compressed(Recipe recipe, Prepared data, Blueprint student) {
        Training training = recipe.training();
        int rows = Task.learnt(data.train(), training).size();
        int steps = (rows + training.batch() - 1) / training.batch();
        return recipe.plan().isEmpty()
                ? student
                : Compressing.rehearse(
                        recipe.plan(),
                        new Setting(
                                student,
                                training.epochs(),
                                steps,
                                recipe.seeds().get(0)));
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

    private static void checkMethod(
            Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher, List<String> problems) {
        checkMethod(recipe.method(), context(recipe, data, student, teacher), problems);
        if (problems.isEmpty() && !recipe.plan().isEmpty()) {
            List<String> behind = new ArrayList<>();
            Blueprint last = compressed(recipe, data, student);
            checkMethod(recipe.method(), context(recipe, data, last, teacher), behind);
            behind.forEach(problem -> problems.add("behind compress: " + problem));
        }
    }

    private static void checkMethod(Method method, Context context, List<String> problems) {
        try {
            teacherTaps(method, context);
        } catch (MethodException e) {
            problems.addAll(e.problems());
        } catch (RowsException e) {
            throw TargetsFit.refusal(e.problems());
        }
    }

    /**
     * What the method wants of a teacher with these arrays, in its first step.
     *
     * @throws MethodException when student, teacher and method do not fit
     */
    static Set<String> teacherTaps(Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher) {
        return teacherTaps(recipe.method(), context(recipe, data, student, teacher));
    }

    private static Set<String> teacherTaps(Method method, Context context) {
        try (Session session = method.begin(context)) {
            return session.teacherTaps();
        }
    }

    /** What the method wants of the recipe's teacher in any step. */
    static Set<String> everyTeacherTap(Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher) {
        return everyTeacherTap(recipe.method(), context(recipe, data, student, teacher));
    }

    /** What a teacher that is trained from another one wants of that one in any step. */
    static Set<String> everyTeacherTap(
            Recipe recipe, Prepared data, TrainedTeacher taught, Map<String, Shape> teacher) {
        return everyTeacherTap(taught.from().orElseThrow().method(), context(recipe, data, taught, teacher));
    }

    private static Set<String> everyTeacherTap(Method method, Context context) {
        try (Session session = method.begin(context)) {
            return session.everyTeacherTap();
        }
    }

    private static Context context(Recipe recipe, Prepared data, TrainedTeacher taught, Map<String, Shape> teacher) {
        return new Context(
                taught.architecture().blueprint(data.shape(), data.outputs()),
                teacher,
                data.train(),
                taught.training().epochs(),
                recipe.seeds().get(0));
    }

    private static Context context(Recipe recipe, Prepared data, Blueprint student, Map<String, Shape> teacher) {
        int epochs = recipe.training().epochs();
        return new Context(
                student, teacher, data.train(), epochs, recipe.seeds().get(0));
    }

    /** The methods of teachers that are distilled from teachers. */
    private static void checkChain(Recipe recipe, Prepared data, TrainedTeacher taught, List<String> problems) {
        if (taught.from().isPresent() && taught.from().get().teacher() instanceof TrainedTeacher teaching) {
            Blueprint teacher = teaching.architecture().blueprint(data.shape(), data.outputs());
            Context context = context(recipe, data, taught, teacher.shapes());
            List<String> own = new ArrayList<>();
            checkMethod(taught.from().get().method(), context, own);
            own.forEach(problem -> problems.add("teacher.from." + problem));
            checkChain(recipe, data, teaching, problems);
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

    private static void checkThresholds(Recipe recipe, Prepared data, List<String> problems) {
        recipe.thresholds().ifPresent(thresholds -> {
            if (recipe.export().stream().noneMatch(ExportFormat::bundle)) {
                problems.add(
                        "thresholds: only bundles hold these, and export has none. Add bundle to export, or leave the key out");
            }
            problems.addAll(thresholds.problems(data.outputs()));
        });
    }

    /** Rows without classes were refused before where the recipe names one. */
    private static void checkClasses(Recipe recipe, Prepared data, List<String> problems) {
        List<Integer> shifted =
                recipe.student().biasShift().map(b -> b.classes()).orElse(List.of());
        checkClasses("training.omit", recipe.training().omit(), data.outputs(), problems);
        checkClasses("student.bias-shift.classes", shifted, data.outputs(), problems);
    }

    private static void checkClasses(String key, List<Integer> given, int classes, List<String> problems) {
        for (int number : given) {
            if (number >= classes) {
                problems.add("%s: class %d; allowed: 0 to %d".formatted(key, number, classes - 1));
            }
        }
    }
}
