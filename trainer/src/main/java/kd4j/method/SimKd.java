package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Shape;
import kd4j.loss.Loss;
import kd4j.loss.course.Course;
import kd4j.model.architecture.Grafted;

/**
 * SimKD: the student is given the teacher's classifier, and learns nothing but to give the teacher's last features, from which
 * that classifier answers. The student's architecture must be {@code grafted}, whose body and projector learn; the classifier
 * begins with the teacher's parameters, running statistics included, and stays as it is, bit for bit. Projector and classifier ARE
 * part of the student that is evaluated, counted and exported, unlike adapters of other methods; the control, student alone, is this
 * same network trained on labels from nothing. Labels are not used. The teacher must be one of type {@code train}. Not where the
 * projector's cost is too much: compare parameters with a run of the body alone. Source: Chen et al., arXiv 2203.14001, section 3,
 * equation 2.
 *
 * @param loss how projected features are compared with the teacher's; the paper's is the mean of {@code (student - teacher)^2}
 */
@Component("simkd")
public record SimKd(@Default("hint") Loss loss) implements Method {
    @Override
    public Session begin(Context context) {
        List<String> problems = new ArrayList<>();
        Optional<String> from = Grafted.imitated(context.student());
        if (from.isEmpty()) {
            problems.add(
                    "method: simkd trains a student of architecture grafted, such as: architecture: {type: grafted, body: "
                            + "{type: plain-cnn, widths: [8]}, at: relu1, teacher: ..., from: ...}");
        }
        from.ifPresent(layer -> check(context, layer, problems));
        if (!problems.isEmpty()) {
            throw new MethodException(problems);
        }
        Taps at = Taps.of(Grafted.projected(from.orElseThrow()), from.orElseThrow());
        WeightedLoss features = new WeightedLoss(Course.of(1), Optional.of(at), Optional.empty(), loss);
        return GraftedSession.of(Objectives.begin(List.of(features), context), context.student());
    }

    /** The teacher must have the very layers that the student was made with. */
    private static void check(Context context, String from, List<String> problems) {
        context.student().shapes().forEach((layer, shape) -> Grafted.original(layer)
                .ifPresent(original -> mustBeEqual(context, layer, shape, original, problems)));
        mustBeEqual(
                context,
                Grafted.projected(from),
                context.student().shapes().get(Grafted.projected(from)),
                from,
                problems);
    }

    private static void mustBeEqual(
            Context context, String layer, Shape shape, String original, List<String> problems) {
        Shape theirs = context.teacher().get(original);
        if (!shape.equals(theirs)) {
            problems.add(
                    "method: '%s' of the student gives %s, '%s' of the teacher %s; the student's key teacher must be the architecture of the recipe's teacher"
                            .formatted(layer, shape, original, theirs == null ? "does not exist" : theirs));
        }
    }

    @Override
    public boolean takesFromTeacher() {
        return true;
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "simkd: the projector and the teacher's classifier are part of the student: its parameters, its answers and its exported files include them, and the student alone is the same network on labels");
    }
}
