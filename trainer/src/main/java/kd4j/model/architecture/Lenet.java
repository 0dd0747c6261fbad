package kd4j.model.architecture;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.MaxPool;

/**
 * LeNet-5 as it is used today: two convolutions of 5x5 with 6 and 16 channels, each with relu and max pooling, then dense layers
 * of 120 and 84 units. Both convolutions keep the image's size, so that images from 4x4 will do. Layers: {@code conv1}, {@code
 * relu1}, {@code pool1}, {@code conv2}, {@code relu2}, {@code pool2}, {@code flatten}, {@code dense3}, {@code relu3}, {@code
 * dense4}, {@code relu4}, {@code logits}. Source: LeCun et al., Proceedings of the IEEE 86(11), 1998, which has sigmoid-like
 * functions, trained subsampling and partly connected channels instead.
 */
@Component("lenet")
public record Lenet() implements Architecture {
    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint.Builder plan = Blueprint.of(input);
        convolution(plan, 1, 6);
        convolution(plan, 2, 16);
        plan.then("flatten", new Flatten());
        dense(plan, 3, 120);
        dense(plan, 4, 84);
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    private static void convolution(Blueprint.Builder plan, int number, int channels) {
        plan.then("conv" + number, new Conv2d(channels, 5, 1, Optional.of(2), true));
        plan.then("relu" + number, new Activation(Function.RELU));
        plan.then("pool" + number, new MaxPool(2, Optional.empty()));
    }

    private static void dense(Blueprint.Builder plan, int number, int units) {
        plan.then("dense" + number, new Dense(units, true));
        plan.then("relu" + number, new Activation(Function.RELU));
    }
}
