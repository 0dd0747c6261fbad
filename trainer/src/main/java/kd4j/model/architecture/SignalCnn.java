package kd4j.model.architecture;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Blueprint;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.MaxPool;

/**
 * A convolutional network for signals {@code [time, channels]}, such as those of sensors: convolutions along time, each with batch
 * norm and relu, a max pooling by 2 between them, the mean over time, and a dense layer. Layers: {@code conv1}, {@code norm1},
 * {@code relu1}, {@code pool1}, {@code conv2} and so on, {@code features} (the mean over time), {@code logits}.
 *
 * @param widths channels of each convolution; time is halved from one to the next
 * @param kernel length of the kernels in steps of time
 */
@Component("conv1d")
public record SignalCnn(@Default("[32, 64, 128]") List<Integer> widths, @Default("5") int kernel)
        implements Architecture {
    public SignalCnn {
        widths = List.copyOf(widths);
        Require.that(
                !widths.isEmpty() && widths.stream().allMatch(w -> w > 0),
                "widths",
                widths,
                "a list of one or more integers >= 1");
        Require.positive("kernel", kernel);
    }

    @Override
    public Architecture scaled(double byWidth, double byDepth) {
        return new SignalCnn(Multiples.of(Multiples.stretched(widths, byDepth), byWidth), kernel);
    }

    @Override
    public Blueprint blueprint(Shape input, int classes) {
        check(input);
        Blueprint.Builder plan = Blueprint.of(input);
        for (int i = 1; i <= widths.size(); i++) {
            if (i > 1) {
                plan.then("pool" + (i - 1), new MaxPool(2, Optional.empty()));
            }
            plan.then("conv" + i, new Conv1d(widths.get(i - 1), kernel, 1, Optional.empty(), false));
            plan.then("norm" + i, Blocks.norm());
            plan.then("relu" + i, Blocks.relu());
        }
        return Blocks.classify(plan, classes);
    }

    private void check(Shape input) {
        if (input.rank() != 2) {
            throw new ShapeException(
                    "conv1d takes signals [time, channels], given %s; take plain-cnn for images, mlp for vectors"
                            .formatted(input));
        }
        int shortest = 1 << (widths.size() - 1);
        if (input.size(0) < shortest) {
            throw new ShapeException(
                    "conv1d with %d widths halves signals %d times and takes %d steps or more, given %s; give fewer widths"
                            .formatted(widths.size(), widths.size() - 1, shortest, input));
        }
    }
}
