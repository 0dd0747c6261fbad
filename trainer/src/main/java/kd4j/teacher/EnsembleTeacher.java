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
 * <p>With {@code weighing: by-entropy} each row has weights of its own: whoever is surer of it counts more. Of K teachers, number k has
 * {@code w_k = (1 - exp(H_k) / sum over j of exp(H_j)) / (K - 1)} with {@code H_k = -sum of p log p} in nats, {@code p =
 * softmax(logits)} of its answer to that row. Equal entropies give 1/K; with two teachers the surer one has up to C / (C + 1) of C
 * classes. It is the rule of Zhang et al., arXiv 2201.00007, section 3.1, with the entropy in place of the loss to the label, which a
 * teacher is not told: an answer stays a function of the row, and may be kept. Not where a teacher may be sure and wrong, as on data unlike
 * its own.
 *
 * @param members the teachers, two or more
 * @param weights how much each counts, one number > 0 for each member; brought to a sum of 1. Without them all count alike
 * @param mean what is averaged
 * @param weighing where the weights come from: {@code fixed}, as {@code weights} says, or {@code by-entropy}, which takes no weights
 */
@Component("ensemble")
public record EnsembleTeacher(
        List<TeacherSource> members,
        @Default("[]") List<Double> weights,
        @Default("logits") Mean mean,
        @Default("fixed") Weighing weighing)
        implements TeacherSource {
    /** What an ensemble averages. */
    public enum Mean {
        /** Logits: the geometric mean of the probabilities. */
        LOGITS,
        /** Probabilities: the arithmetic mean. */
        PROBABILITIES
    }

    /** Where the weights of an ensemble come from. */
    public enum Weighing {
        /** The same for all rows. */
        FIXED,
        /** Of each row's entropies: lower ones count more. */
        BY_ENTROPY
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
        Require.that(
                weights.isEmpty() || weighing == Weighing.FIXED,
                "weights",
                weights,
                "none with weighing: by-entropy, which finds them itself");
        Require.that(weights.stream().allMatch(w -> w > 0 && Double.isFinite(w)), "weights", weights, "numbers > 0");
    }

    /** With the same weights for all rows. */
    public EnsembleTeacher(List<TeacherSource> members, List<Double> weights, Mean mean) {
        this(members, weights, mean, Weighing.FIXED);
    }

    /** The mean of these teachers, which are its members in their order. */
    public Teacher of(List<Teacher> opened) {
        return JointTeacher.of(opened, this);
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
