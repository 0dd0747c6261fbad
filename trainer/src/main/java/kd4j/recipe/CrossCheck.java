package kd4j.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kd4j.component.Components;
import kd4j.component.Names;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.method.Method;
import kd4j.optim.Training;
import kd4j.teacher.EnsembleTeacher;
import kd4j.teacher.TeacherSource;
import kd4j.teacher.TrainedTeacher;

/** What must hold between the sections of a recipe, as far as it can be said without the data. */
final class CrossCheck {
    /** The data's shape is not known yet; a transform that has a choice anywhere has it on one of these. */
    private static final List<Shape> PROBES =
            List.of(Shape.of(64), Shape.of(64, 3), Shape.of(64, 64, 1), Shape.of(64, 64, 3));

    private final Map<String, Place> places;
    private final Problems problems;

    private CrossCheck(Map<String, Place> places, Problems problems) {
        this.places = places;
        this.problems = problems;
    }

    static void of(Recipe recipe, Map<String, Place> places, Problems problems) {
        CrossCheck check = new CrossCheck(places, problems);
        check.fixed(recipe.data().transforms());
        check.omitted("training", recipe.training());
        check.teacher("teacher", recipe.teacher());
        check.taken("", recipe.method(), recipe.teacher());
        recipe.student()
                .biasShift()
                .ifPresent(shift ->
                        check.shifted(shift.classes(), recipe.training().omit()));
        check.once("export", recipe.export());
    }

    private void teacher(String path, TeacherSource source) {
        if (source instanceof TrainedTeacher trained) {
            omitted(path + ".training", trained.training());
            trained.from().ifPresent(step -> {
                teacher(path + ".from.teacher", step.teacher());
                taken(path + ".from", step.method(), step.teacher());
            });
        } else if (source instanceof EnsembleTeacher ensemble) {
            for (int i = 0; i < ensemble.members().size(); i++) {
                teacher(KeyPath.join(path + ".members", i), ensemble.members().get(i));
            }
        }
    }

    private void taken(String path, Method method, TeacherSource from) {
        if (method.takesFromTeacher() && !(from instanceof TrainedTeacher)) {
            report(
                    KeyPath.join(path, "teacher"),
                    "the method takes layers out of the teacher's network, so it must be one of type train");
        } else if (method.takesFromTeacher() && from instanceof TrainedTeacher trained && trained.byOnnxRuntime()) {
            report(
                    KeyPath.join(KeyPath.join(path, "teacher"), "forward"),
                    "the method looks at all layers of the teacher's network, and onnx-runtime gives only those that are compared. Leave the key out");
        }
    }

    private void fixed(List<Transform> transforms) {
        for (int i = 0; i < transforms.size(); i++) {
            if (PROBES.stream().anyMatch(hasChoice(transforms.get(i)))) {
                String name =
                        (String) Components.describe((Record) transforms.get(i)).get("type");
                report(
                        KeyPath.join("data.transforms", i),
                        "%s changes rows by chance, and these transforms are applied to validation and test rows as well; move it to training.augment"
                                .formatted(name));
            }
        }
    }

    private static Predicate<Shape> hasChoice(Transform transform) {
        return shape -> views(transform, shape).filter(v -> v != 1).isPresent();
    }

    private static Optional<Long> views(Transform transform, Shape shape) {
        try {
            // Asked first, because only this one says whether the shape fits.
            transform.output(shape);
            return Optional.of(transform.views(shape));
        } catch (ShapeException e) {
            return Optional.empty();
        }
    }

    private void omitted(String section, Training training) {
        once(section + ".omit", training.omit());
    }

    private void shifted(List<Integer> classes, List<Integer> omitted) {
        once("student.bias-shift.classes", classes);
        if (!omitted.containsAll(classes)) {
            report(
                    "student.bias-shift.classes",
                    "given %s; allowed: classes that training.omit leaves out, which are %s"
                            .formatted(classes, omitted));
        }
    }

    private void once(String path, List<?> values) {
        Set<Object> seen = new HashSet<>();
        values.stream().filter(v -> !seen.add(v)).distinct().forEach(v -> report(path, shown(v) + " is given twice"));
    }

    private static String shown(Object value) {
        return value instanceof Enum<?> constant ? Names.constant(constant.name()) : String.valueOf(value);
    }

    private void report(String path, String message) {
        problems.add(places.get(path), path, message);
    }
}
