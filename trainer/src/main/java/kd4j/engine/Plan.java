package kd4j.engine;

import java.util.List;
import kd4j.compress.Compression;
import kd4j.loss.CrossEntropy;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;

/**
 * How a network is made smaller while it is trained.
 *
 * @param steps what is done, in this order
 * @param labels the objective of steps whose fine-tuning is on the labels alone
 */
public record Plan(List<Compression> steps, Method labels) {
    /** Nothing is done. */
    public static final Plan NONE = new Plan(List.of());

    public Plan {
        steps = List.copyOf(steps);
    }

    /** For rows with classes. */
    public Plan(List<? extends Compression> steps) {
        this(List.copyOf(steps), new Plain(List.of(new WeightedLoss(1, new CrossEntropy()))));
    }
}
