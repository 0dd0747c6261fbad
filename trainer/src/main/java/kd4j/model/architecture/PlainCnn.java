package kd4j.model.architecture;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.MaxPool;

/**
 * A convolutional network without branches: blocks of 3x3 convolutions, each with batch norm and relu, a 2x2 max pooling between
 * blocks, the mean over the image, and a dense layer. Layers: {@code conv1}, {@code norm1}, {@code relu1} and so on, numbered
 * through all blocks, {@code pool1} behind the first block and so on, {@code mean}, {@code logits}.
 *
 * @param widths channels of each block; the image's sides are halved from block to block
 * @param batchNorm whether batch norm follows each convolution; without it, the convolutions have biases
 * @param depth convolutions in each block
 */
@Component("plain-cnn")
public record PlainCnn(List<Integer> widths, @Default("true") boolean batchNorm, @Default("1") int depth)
        implements Architecture {
    public PlainCnn {
        widths = List.copyOf(widths);
        Require.that(
                !widths.isEmpty() && widths.stream().allMatch(w -> w > 0),
                "widths",
                widths,
                "a list of one or more integers >= 1");
        Require.positive("depth", depth);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new PlainCnn(Multiples.of(widths, byWidth), batchNorm, Multiples.of(depth, byDepth));
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        Blueprint.Builder plan = Blueprint.of(input);
        for (int block = 0; block < widths.size(); block++) {
            if (block > 0) {
                plan.then("pool" + block, new MaxPool(2, Optional.empty()));
            }
            for (int i = 1; i <= depth; i++) {
                convolution(plan, block * depth + i, widths.get(block));
            }
        }
        plan.then("mean", new GlobalAveragePool());
        return plan.then(Blueprint.LOGITS, new Dense(classes, true)).build();
    }

    private void convolution(Blueprint.Builder plan, int number, int channels) {
        plan.then("conv" + number, new Conv2d(channels, 3, 1, Optional.of(1), !batchNorm));
        if (batchNorm) {
            plan.then("norm" + number, new BatchNorm(1e-5, 0.1));
        }
        plan.then("relu" + number, new Activation(Function.RELU));
    }
}
