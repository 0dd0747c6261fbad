package kd4j.model.architecture;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.DepthwiseConv2d;

/**
 * Depthwise separable network that finds keywords in speech, with the spectrum of a second of sound as an image: time by
 * frequencies by 1, usually {@code 49x10x1}. A convolution 10 steps high and 4 frequencies wide, with stride 2, then blocks of a
 * 3x3 depthwise and a 1x1 convolution, each with batch norm and relu. Images from 4x4.
 *
 * <p>Layers: {@code stem.conv}, {@code stem.norm}, {@code stem} (its relu), {@code block1.depthwise.conv}, {@code
 * block1.depthwise.norm}, {@code block1.depthwise}, {@code block1.conv}, {@code block1.norm}, {@code block1} and so on; at the end
 * {@code features} (the mean over the image), {@code logits}.
 *
 * <p>Source: Zhang et al., arXiv 1711.07128; the usual values are its small network, DS-CNN-S.
 *
 * @param channels of all convolutions
 * @param blocks number of blocks
 */
@Component("ds-cnn")
public record DsCnn(@Default("64") int channels, @Default("4") int blocks) implements Architecture {
    private static final int SMALLEST = 4;

    public DsCnn {
        Require.positive("channels", channels);
        Require.positive("blocks", blocks);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new DsCnn(Multiples.of(channels, byWidth), Multiples.of(blocks, byDepth));
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blocks.checkImage("ds-cnn", input, SMALLEST);
        Blueprint.Builder plan = Blueprint.of(input);
        Blocks.normed(plan, "stem", stem());
        for (int i = 1; i <= blocks; i++) {
            String name = "block" + i;
            plan.then(name + ".depthwise.conv", new DepthwiseConv2d(3, 1, Optional.of(1), false));
            plan.then(name + ".depthwise.norm", Blocks.norm());
            plan.then(name + ".depthwise", Blocks.relu());
            Blocks.normed(plan, name, Blocks.conv(channels, 1, 1));
        }
        return Blocks.classify(plan, classes);
    }

    /** Borders of 5 and 1 halve both sides, as the source has it: 49x10 becomes 25x5. */
    private Conv2d stem() {
        return new Conv2d(channels, 10, 2, Optional.of(5), false, 1, Optional.of(4), Optional.of(1));
    }
}
