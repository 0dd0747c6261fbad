package kd4j.model.architecture;

import java.util.Optional;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.GlobalAveragePool;

/**
 * The groups of layers that convolutional networks are made of. What a group ends in bears the group's name, as in {@code
 * stage2.block1.conv1}, {@code stage2.block1.norm1} and so on up to {@code stage2.block1}; the last block's end is the stage's
 * end, {@code stage2}.
 */
final class Blocks {
    /** The vector from which the logits are made. */
    static final String FEATURES = "features";

    private static final int IMAGE = 3;

    private Blocks() {}

    /** The name of a block's end. */
    static String end(String stage, int block, int blocks) {
        return block == blocks ? stage : inner(stage, block);
    }

    /** What the names of a block's inner layers begin with. */
    static String inner(String stage, int block) {
        return stage + ".block" + block;
    }

    static Activation relu() {
        return new Activation(Function.RELU);
    }

    static BatchNorm norm() {
        return new BatchNorm(1e-5, 0.1);
    }

    /** A convolution that keeps the image's size but for its stride, without bias. */
    static Conv2d conv(int channels, int kernel, int stride) {
        return new Conv2d(channels, kernel, stride, Optional.of(kernel / 2), false);
    }

    /** A convolution, batch norm and relu: {@code name.conv}, {@code name.norm}, {@code name}. */
    static void normed(Blueprint.Builder plan, String name, Conv2d convolution) {
        plan.then(name + ".conv", convolution);
        plan.then(name + ".norm", norm());
        plan.then(name, relu());
    }

    /** The mean over the image or signal, and the scores. */
    static Blueprint classify(Blueprint.Builder plan, int classes) {
        plan.then(FEATURES, new GlobalAveragePool());
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    /** Refuses what is no image with sides of this many pixels or more. */
    static void checkImage(String architecture, Shape input, int side) {
        if (input.rank() != IMAGE) {
            throw new ShapeException(
                    "%s takes images [height, width, channels], given %s; take conv1d for signals, mlp for vectors"
                            .formatted(architecture, input));
        }
        if (Math.min(input.size(0), input.size(1)) < side) {
            throw new ShapeException(
                    "%s makes images smaller on the way and takes %d x %d pixels or more, given %s; enlarge the images, or take lenet or mlp"
                            .formatted(architecture, side, side, input));
        }
    }
}
