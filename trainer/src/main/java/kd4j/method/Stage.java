package kd4j.method;

import java.util.List;
import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * A part of a training with an objective of its own. Courses of its losses go over the stage, not over the whole training.
 *
 * @param epochs how long it lasts; for the last stage, the rest when {@code epochs} and {@code share} are left out
 * @param share how long it lasts, as a share of the training, above 0 and at most 1; instead of {@code epochs}
 * @param objective the losses and their weights, at least one with a weight > 0
 * @param freeze patterns of layers of the student, or of their parameters as {@code layer.parameter}, that stay as they are:
 *     neither gradient nor weight decay nor running statistics change them
 * @param train patterns of what is trained, where everything else stays as it is; not together with {@code freeze}
 * @param upTo a layer of the student: only this one and those that it depends on are trained
 * @param restart whether the schedule of the learning rate begins anew with this stage, its epochs counted from here; otherwise it
 *     goes on, and this stage and the one before share one course of it
 */
@Section
public record Stage(
        Optional<Double> epochs,
        Optional<Double> share,
        List<WeightedLoss> objective,
        @Default("[]") List<String> freeze,
        @Default("[]") List<String> train,
        Optional<String> upTo,
        @Default("true") boolean restart) {
    public Stage {
        objective = List.copyOf(objective);
        freeze = List.copyOf(freeze);
        train = List.copyOf(train);
        Objectives.check(objective);
        epochs.ifPresent(e -> Require.positive("epochs", e));
        share.ifPresent(s -> Require.that(s > 0 && s <= 1, "share", s, "a number above 0, at most 1"));
        Require.that(epochs.isEmpty() || share.isEmpty(), "share", share, "either epochs or share, not both");
        int ways = (freeze.isEmpty() ? 0 : 1) + (train.isEmpty() ? 0 : 1) + (upTo.isPresent() ? 1 : 0);
        Require.that(ways <= 1, "freeze", freeze, "one of freeze, train and up-to");
    }

    /** What has the schedule of the learning rate to itself. */
    public Stage(
            Optional<Double> epochs,
            Optional<Double> share,
            List<WeightedLoss> objective,
            List<String> freeze,
            List<String> train,
            Optional<String> upTo) {
        this(epochs, share, objective, freeze, train, upTo, true);
    }

    /** What lasts for a share of the training and trains everything. */
    public Stage(double share, List<WeightedLoss> objective) {
        this(Optional.empty(), Optional.of(share), objective, List.of(), List.of(), Optional.empty());
    }

    /** What lasts for the rest of the training and trains everything. */
    public Stage(List<WeightedLoss> objective) {
        this(Optional.empty(), Optional.empty(), objective, List.of(), List.of(), Optional.empty());
    }

    /** The share of a training of so many epochs; empty for the rest. */
    Optional<Double> of(int all) {
        return share.or(() -> epochs.map(e -> e / all));
    }
}
