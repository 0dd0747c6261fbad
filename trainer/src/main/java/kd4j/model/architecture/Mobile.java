package kd4j.model.architecture;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.join.Add;
import kd4j.model.layer.DepthwiseConv2d;

/**
 * MobileNetV2 for small images: seven stages of inverted residual blocks, which widen their input by a 1x1 convolution, look
 * around by a 3x3 depthwise one, and narrow it by another 1x1 convolution, with no relu behind the last; the block's input is
 * added where the shape stays. The first convolution and stages 3, 4 and 6 halve the image. Images from 16x16.
 *
 * <p>Layers: {@code stem.conv}, {@code stem.norm}, {@code stem} (its relu). In stage 2, block 1: {@code stage2.block1.widen.conv},
 * {@code .widen.norm}, {@code .widen}, {@code .depthwise.conv}, {@code .depthwise.norm}, {@code .depthwise}, {@code .narrow-conv},
 * {@code .narrow-norm}, and {@code stage2.block1}, which is the sum, or the last batch norm where nothing is added. The last
 * block's end is the stage's, {@code stage2}. At the end {@code head.conv}, {@code head.norm}, {@code head}, {@code features} (the
 * mean over the image), {@code logits}.
 *
 * <p>Source: Sandler et al., arXiv 1801.04381, table 2, in the form for 32x32 pixels of Tian et al., arXiv 1910.10699: stage 2 keeps
 * the size, and relu stands for relu6.
 *
 * @param width factor of the channels, rounded down; the last convolution has 1280 channels or more
 */
@Component("mobile")
public record Mobile(@Default("1.0") double width) implements Architecture {
    /** One row of the source's table. */
    private record Stage(int factor, int channels, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 1),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));
    private static final int STEM = 32;
    private static final int HEAD = 1280;
    private static final int SMALLEST = 16;

    public Mobile {
        Require.that(
                Double.isFinite(width) && width >= 1.0 / STAGES.get(0).channels(),
                "width",
                width,
                "a number >= 0.0625");
    }

    private int scaled(int channels) {
        return (int) (channels * width);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        Multiples.none("depth", byDepth, "mobile");
        return new Mobile(width * byWidth);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blocks.checkImage("mobile", input, SMALLEST);
        Blueprint.Builder plan = Blueprint.of(input);
        Blocks.normed(plan, "stem", Blocks.conv(scaled(STEM), 3, 2));
        int in = scaled(STEM);
        for (int i = 0; i < STAGES.size(); i++) {
            stage(plan, "stage" + (i + 1), STAGES.get(i), in);
            in = scaled(STAGES.get(i).channels());
        }
        Blocks.normed(plan, "head", Blocks.conv(Math.max(HEAD, scaled(HEAD)), 1, 1));
        return Blocks.classify(plan, classes);
    }

    private void stage(Blueprint.Builder plan, String name, Stage stage, int in) {
        int channels = scaled(stage.channels());
        for (int i = 1; i <= stage.blocks(); i++) {
            int from = i == 1 ? in : channels;
            int stride = i == 1 ? stage.stride() : 1;
            boolean adds = stride == 1 && from == channels;
            String end = Blocks.end(name, i, stage.blocks());
            block(plan, Blocks.inner(name, i), end, from * stage.factor(), channels, stride, adds);
        }
    }

    private static void block(
            Blueprint.Builder plan, String name, String end, int wide, int channels, int stride, boolean adds) {
        String from = plan.last();
        Blocks.normed(plan, name + ".widen", Blocks.conv(wide, 1, 1));
        plan.then(name + ".depthwise.conv", new DepthwiseConv2d(3, stride, Optional.of(1), false));
        plan.then(name + ".depthwise.norm", Blocks.norm());
        plan.then(name + ".depthwise", Blocks.relu());
        plan.then(name + ".narrow-conv", Blocks.conv(channels, 1, 1));
        plan.then(adds ? name + ".narrow-norm" : end, Blocks.norm());
        if (adds) {
            plan.add(end, new Add(), name + ".narrow-norm", from);
        }
    }
}
