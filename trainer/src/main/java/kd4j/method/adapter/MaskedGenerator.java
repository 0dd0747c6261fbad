package kd4j.method.adapter;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;

/**
 * Hides a part of the student's array at random and lets a small network make the teacher's whole array of the rest: 1x1
 * convolution to the teacher's channels where these differ, mask, 3x3 convolution, relu, 3x3 convolution. What is left is not
 * enlarged. With the loss {@code hint}, summed over everything but the rows, it is masked generative distillation; a usual weight is
 * 2e-5 for pixels and 7e-5 for channels. Source: Yang et al., arXiv 2205.01529.
 *
 * @param share the share that is hidden, on average, from 0 to below 1
 * @param hide what is hidden: {@code pixels}, all channels of each, for detection and segmentation, or {@code channels}, whole, for
 *     classification
 */
@Component("masked-generator")
public record MaskedGenerator(@Default("0.5") double share, @Default("channels") Hidden hide) implements Adapter {
    /** What is hidden. */
    public enum Hidden {
        /** Pixels, all channels of each. */
        PIXELS,
        /** Channels, all pixels of each. */
        CHANNELS
    }

    public MaskedGenerator {
        Require.fraction("share", share);
    }

    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        Sides.checkImages("masked-generator", student, teacher);
        Blueprint.Builder plan = Blueprint.of(student);
        Sides.resize(plan, "size", student, teacher);
        if (student.channels() != teacher.channels()) {
            plan.then("align", new Conv2d(teacher.channels(), 1, 1, Optional.of(0), true));
        }
        plan.then("mask", new Mask(share, hide));
        plan.then("conv1", new Conv2d(teacher.channels(), 3, 1, Optional.of(1), true));
        plan.then("relu", new Activation(Function.RELU));
        plan.then(ADAPTED, new Conv2d(teacher.channels(), 3, 1, Optional.of(1), true));
        return plan.build(ADAPTED);
    }
}
