package kd4j.model.architecture;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Preset;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.join.Add;

/**
 * Residual network for small images, such as CIFAR's. A 3x3 convolution, then stages of blocks: two 3x3 convolutions with batch
 * norm, to which the block's input is added before the last relu. Every stage but the first halves the image; where the shape
 * changes, the input goes through a 1x1 convolution and batch norm first ("option B"). Images from 4x4 with the usual three
 * stages.
 *
 * <p>Layers: {@code stem.conv}, {@code stem.norm}, {@code stem} (its relu). In stage 2, block 1: {@code stage2.block1.conv1}, {@code
 * .norm1}, {@code .relu1}, {@code .conv2}, {@code .norm2}, where needed {@code .skip-conv}, {@code .skip-norm}, the sum {@code
 * stage2.block1.sum}, and its relu {@code stage2.block1}. The last block's sum and relu are the stage's: {@code stage2.sum}, {@code
 * stage2}. At the end {@code features} (the mean over the image), {@code logits}.
 *
 * <p>Source: He et al., arXiv 1512.03385, section 4.2; widths of resnet-8x4 and resnet-32x4: Tian et al., arXiv 1910.10699.
 *
 * @param depth layers with weights on the longest way: 2 for each block, 1 convolution before and 1 dense layer behind
 * @param widths channels of each stage
 * @param stem channels of the first convolution
 */
@Component("resnet")
public record Resnet(int depth, @Default("[16, 32, 64]") List<Integer> widths, @Default("16") int stem)
        implements Architecture {
    private static final List<Integer> WIDTHS = List.of(16, 32, 64);
    private static final List<Integer> WIDE = List.of(64, 128, 256);

    public Resnet {
        widths = List.copyOf(widths);
        Require.that(
                !widths.isEmpty() && widths.stream().allMatch(w -> w > 0),
                "widths",
                widths,
                "a list of one or more integers >= 1");
        Require.positive("stem", stem);
        int step = 2 * widths.size();
        Require.that(
                depth > 2 && (depth - 2) % step == 0,
                "depth",
                depth,
                "2 more than a multiple of %d, which is 2 for each of %d stages: %d, %d, %d and so on"
                        .formatted(step, widths.size(), 2 + step, 2 + 2 * step, 2 + 3 * step));
    }

    /** With the usual widths. */
    public Resnet(int depth) {
        this(depth, WIDTHS, 16);
    }

    /** ResNet-20 for small images: 272,474 parameters for CIFAR-10. The keys are those of {@code {type: resnet, depth: 20}}. */
    @Preset("resnet-20")
    static Resnet resnet20() {
        return new Resnet(20);
    }

    /** ResNet-32 for small images: 466,906 parameters for CIFAR-10. The keys are those of {@code {type: resnet, depth: 32}}. */
    @Preset("resnet-32")
    static Resnet resnet32() {
        return new Resnet(32);
    }

    /** ResNet-56 for small images: 855,770 parameters for CIFAR-10. The keys are those of {@code {type: resnet, depth: 56}}. */
    @Preset("resnet-56")
    static Resnet resnet56() {
        return new Resnet(56);
    }

    /** ResNet-110 for small images: 1,730,714 parameters for CIFAR-10. The keys are those of {@code {type: resnet, depth: 110}}. */
    @Preset("resnet-110")
    static Resnet resnet110() {
        return new Resnet(110);
    }

    /**
     * ResNet-8 of four times the width, a common student: 1,233,540 parameters for CIFAR-100. The keys are those of {@code {type:
     * resnet, depth: 8, widths: [64, 128, 256], stem: 32}}.
     */
    @Preset("resnet-8x4")
    static Resnet resnet8x4() {
        return new Resnet(8, WIDE, 32);
    }

    /**
     * ResNet-32 of four times the width, a common teacher: 7,433,860 parameters for CIFAR-100. The keys are those of {@code {type:
     * resnet, depth: 32, widths: [64, 128, 256], stem: 32}}.
     */
    @Preset("resnet-32x4")
    static Resnet resnet32x4() {
        return new Resnet(32, WIDE, 32);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        int step = 2 * widths.size();
        int blocks = Multiples.of((depth - 2) / step, byDepth);
        return new Resnet(step * blocks + 2, Multiples.of(widths, byWidth), Multiples.of(stem, byWidth));
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blocks.checkImage("resnet", input, 1 << (widths.size() - 1));
        Blueprint.Builder plan = Blueprint.of(input);
        Blocks.normed(plan, "stem", Blocks.conv(stem, 3, 1));
        int in = stem;
        for (int stage = 1; stage <= widths.size(); stage++) {
            stage(plan, stage, in, widths.get(stage - 1));
            in = widths.get(stage - 1);
        }
        return Blocks.classify(plan, classes);
    }

    private void stage(Blueprint.Builder plan, int number, int in, int channels) {
        String name = "stage" + number;
        int blocks = (depth - 2) / (2 * widths.size());
        for (int i = 1; i <= blocks; i++) {
            int stride = i == 1 && number > 1 ? 2 : 1;
            boolean changes = i == 1 && (stride > 1 || in != channels);
            block(plan, Blocks.inner(name, i), Blocks.end(name, i, blocks), channels, stride, changes);
        }
    }

    private static void block(
            Blueprint.Builder plan, String name, String end, int channels, int stride, boolean changes) {
        String skipped = plan.last();
        plan.then(name + ".conv1", Blocks.conv(channels, 3, stride));
        plan.then(name + ".norm1", Blocks.norm());
        plan.then(name + ".relu1", Blocks.relu());
        plan.then(name + ".conv2", Blocks.conv(channels, 3, 1));
        plan.then(name + ".norm2", Blocks.norm());
        if (changes) {
            plan.add(name + ".skip-conv", Blocks.conv(channels, 1, stride), skipped);
            plan.then(name + ".skip-norm", Blocks.norm());
            skipped = plan.last();
        }
        plan.add(end + ".sum", new Add(), name + ".norm2", skipped);
        plan.then(end, Blocks.relu());
    }
}
