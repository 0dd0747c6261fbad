package kd4j.model.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kd4j.component.Component;
import kd4j.component.Preset;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.MaxPool;

/**
 * VGG for small images: five stages of 3x3 convolutions with biases, batch norm and relu, of 64, 128, 256, 512 and 512 channels. A
 * 2x2 max pooling stands before the second, third and fourth stage, and before the fifth for images from 64x64; the mean over the
 * image and one dense layer stand behind. Images from 8x8.
 *
 * <p>Layers: in stage 2 {@code stage2.conv1}, {@code .norm1}, {@code .relu1} and so on; its last relu is {@code stage2}, and {@code
 * pool2} the pooling behind it. At the end {@code features} (the mean over the image), {@code logits}.
 *
 * <p>Source: Simonyan and Zisserman, arXiv 1409.1556, in the form of Tian et al., arXiv 1910.10699.
 *
 * @param depth 8, 11, 13, 16 or 19: the number of layers with weights in the first source, which has three dense layers
 */
@Component("vgg")
public record Vgg(int depth) implements Architecture {
    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);
    private static final Map<Integer, List<Integer>> CONVOLUTIONS = Map.of(
            8, List.of(1, 1, 1, 1, 1),
            11, List.of(1, 1, 2, 2, 2),
            13, List.of(2, 2, 2, 2, 2),
            16, List.of(2, 2, 3, 3, 3),
            19, List.of(2, 2, 4, 4, 4));
    /** Images from this side on are halved once more. */
    private static final int LARGE = 64;

    private static final int SMALLEST = 8;

    public Vgg {
        Require.that(CONVOLUTIONS.containsKey(depth), "depth", depth, "one of " + new TreeSet<>(CONVOLUTIONS.keySet()));
    }

    /** VGG-8, a common student: 3,965,028 parameters for CIFAR-100. The keys are those of {@code {type: vgg, depth: 8}}. */
    @Preset("vgg-8")
    static Vgg vgg8() {
        return new Vgg(8);
    }

    /** VGG-13, a common teacher: 9,462,180 parameters for CIFAR-100. The keys are those of {@code {type: vgg, depth: 13}}. */
    @Preset("vgg-13")
    static Vgg vgg13() {
        return new Vgg(13);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blocks.checkImage("vgg", input, SMALLEST);
        boolean large = Math.min(input.size(0), input.size(1)) >= LARGE;
        Blueprint.Builder plan = Blueprint.of(input);
        for (int stage = 1; stage <= WIDTHS.size(); stage++) {
            if (stage > 1 && (stage < WIDTHS.size() || large)) {
                plan.then("pool" + (stage - 1), new MaxPool(2, Optional.empty()));
            }
            stage(
                    plan,
                    "stage" + stage,
                    WIDTHS.get(stage - 1),
                    CONVOLUTIONS.get(depth).get(stage - 1));
        }
        return Blocks.classify(plan, classes);
    }

    private static void stage(Blueprint.Builder plan, String name, int channels, int convolutions) {
        for (int i = 1; i <= convolutions; i++) {
            plan.then(name + ".conv" + i, new Conv2d(channels, 3, 1, Optional.of(1), true));
            plan.then(name + ".norm" + i, Blocks.norm());
            plan.then(i == convolutions ? name : name + ".relu" + i, Blocks.relu());
        }
    }
}
