package kd4j.model.architecture;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Preset;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.join.Add;
import kd4j.model.layer.Dropout;

/**
 * Wide residual network for small images. A 3x3 convolution of 16 channels, then three stages of {@code 16 width}, {@code 32 width}
 * and {@code 64 width} channels. A block is batch norm, relu, 3x3 convolution, twice, to which the block's input is added; where
 * the shape changes, a 1x1 convolution of what the first relu gives is added instead. The second and third stage halve the image.
 * Images from 4x4.
 *
 * <p>Layers: {@code stem}. In stage 2, block 1: {@code stage2.block1.norm1}, {@code .relu1}, {@code .conv1}, {@code .norm2}, {@code
 * .relu2}, {@code .dropout}, {@code .conv2}, where needed {@code .skip-conv}, and the sum {@code stage2.block1}. The last block's
 * sum is the stage's, {@code stage2}. At the end {@code final.norm}, {@code final} (its relu), {@code features} (the mean over the
 * image), {@code logits}.
 *
 * <p>Source: Zagoruyko and Komodakis, arXiv 1605.07146.
 *
 * @param depth layers with weights: 6 n + 4 for n blocks in each stage
 * @param width factor of the channels
 * @param dropout share of the numbers between the two convolutions of a block that is dropped in training, from 0 to below 1
 */
@Component("wrn")
public record Wrn(int depth, int width, @Default("0.0") double dropout) implements Architecture {
    private static final int STAGES = 3;
    private static final int STEM = 16;

    public Wrn {
        Require.that(
                depth > 4 && (depth - 4) % 6 == 0, "depth", depth, "4 more than a multiple of 6: 10, 16, 22 and so on");
        Require.positive("width", width);
        Require.fraction("dropout", dropout);
    }

    /** WRN-16-2: 703,284 parameters for CIFAR-100. The keys are those of {@code {type: wrn, depth: 16, width: 2}}. */
    @Preset("wrn-16-2")
    static Wrn wrn16x2() {
        return new Wrn(16, 2, 0);
    }

    /** WRN-40-2: 2,255,156 parameters for CIFAR-100. The keys are those of {@code {type: wrn, depth: 40, width: 2}}. */
    @Preset("wrn-40-2")
    static Wrn wrn40x2() {
        return new Wrn(40, 2, 0);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        int blocks = Multiples.of((depth - 4) / 6, byDepth);
        return new Wrn(6 * blocks + 4, Multiples.of(width, byWidth), dropout);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blocks.checkImage("wrn", input, 4);
        Blueprint.Builder plan = Blueprint.of(input).then("stem", Blocks.conv(STEM, 3, 1));
        int in = STEM;
        for (int stage = 1; stage <= STAGES; stage++) {
            int channels = (STEM << (stage - 1)) * width;
            stage(plan, stage, in, channels);
            in = channels;
        }
        plan.then("final.norm", Blocks.norm()).then("final", Blocks.relu());
        return Blocks.classify(plan, classes);
    }

    private void stage(Blueprint.Builder plan, int number, int in, int channels) {
        String name = "stage" + number;
        int blocks = (depth - 4) / 6;
        for (int i = 1; i <= blocks; i++) {
            int stride = i == 1 && number > 1 ? 2 : 1;
            boolean changes = i == 1 && (stride > 1 || in != channels);
            block(plan, Blocks.inner(name, i), Blocks.end(name, i, blocks), channels, stride, changes);
        }
    }

    private void block(Blueprint.Builder plan, String name, String end, int channels, int stride, boolean changes) {
        String skipped = plan.last();
        plan.then(name + ".norm1", Blocks.norm());
        plan.then(name + ".relu1", Blocks.relu());
        plan.then(name + ".conv1", Blocks.conv(channels, 3, stride));
        plan.then(name + ".norm2", Blocks.norm());
        plan.then(name + ".relu2", Blocks.relu());
        if (dropout > 0) {
            plan.then(name + ".dropout", new Dropout(dropout));
        }
        plan.then(name + ".conv2", Blocks.conv(channels, 3, 1));
        if (changes) {
            skipped = name + ".skip-conv";
            plan.add(skipped, Blocks.conv(channels, 1, stride), name + ".relu1");
        }
        plan.add(end, new Add(), name + ".conv2", skipped);
    }
}
