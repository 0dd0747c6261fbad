package kd4j.loss;

/** A loss that makes sense of classes alone: it reads labels, or takes the logits through a softmax. */
public interface ClassLoss extends Loss {
    @Override
    default boolean needsClasses() {
        return true;
    }
}
