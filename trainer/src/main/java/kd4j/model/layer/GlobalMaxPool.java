package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.kernel.Memo;

/**
 * The largest number of each channel in the whole image or signal: {@code height x width x channels} or {@code time x channels}
 * becomes a vector of {@code channels}.
 */
@Component("global-max-pool")
public record GlobalMaxPool() implements Layer {
    @Override
    public Shape output(Shape input) {
        Images.checkEither("global-max-pool", input);
        return Shape.of(input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Maximum(Images.whole(input), 1, 1, new Memo());
    }
}
