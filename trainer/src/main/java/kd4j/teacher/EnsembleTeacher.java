package kd4j.teacher;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Several teachers as one: their mean. Members may be of any kind, ensembles too; members that are trained here get the seed of
 * the run plus their position from 0, so that equal ones differ. Its only tap is the logits. With weights w that add up to 1
 * it gives {@code sum of w * logits}, or {@code log of the sum of w * softmax(logits)}. Source: Hinton, Vinyals and Dean, arXiv
 * 1503.02531, section 1, who name both means, arithmetic and geometric.
 *
 * @param members the teachers, two or more
 * @param weights how much each counts, one number > 0 for each member; brought to a sum of 1. Without them all count alike
 * @param mean what is averaged
 */
@Component("ensemble")
public record EnsembleTeacher(
        List<TeacherSource> members, @Default("[]") List<Double> weights, @Default("logits") Mean mean)
        implements TeacherSource {
    /** What an ensemble averages. */
    public enum Mean {
        /** Logits: the geometric mean of the probabilities. */
        LOGITS,
        /** Probabilities: the arithmetic mean. */
        PROBABILITIES
    }

    public EnsembleTeacher {
        members = List.copyOf(members);
        weights = List.copyOf(weights);
        Require.that(members.size() > 1, "members", members.size() + " of them", "two or more");
        Require.that(
                weights.isEmpty() || weights.size() == members.size(),
                "weights",
                weights,
                "one number for each of the %d members, or none".formatted(members.size()));
        Require.that(weights.stream().allMatch(w -> w > 0 && Double.isFinite(w)), "weights", weights, "numbers > 0");
    }

    /** The mean of these teachers, which are its members in their order. */
    public Teacher of(List<Teacher> opened) {
        return JointTeacher.of(opened, weights, mean);
    }

    @Override
    public List<TrainedTeacher> trained() {
        return members.stream().flatMap(m -> m.trained().stream()).toList();
    }

    @Override
    public List<FileTeacher> filed() {
        return members.stream().flatMap(m -> m.filed().stream()).toList();
    }
}
