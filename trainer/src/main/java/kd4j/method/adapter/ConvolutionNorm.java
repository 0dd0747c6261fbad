package kd4j.method.adapter;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;

/**
 * A convolution to the teacher's number of channels and batch norm: {@code y = gamma (conv(x) - mean) / sqrt(variance + 1e-5) + beta} for each
 * channel. The student's image, {@code height x width x channels}, becomes the teacher's: where it is larger by a whole factor, the
 * convolution goes in steps of that factor; where it is smaller, its pixels are repeated first. Batch norm brings both sides to one scale
 * whatever the student's is, so a weight of the loss holds for other pairs too. With {@code kernel: 1} it is the connector of overhaul
 * distillation (Heo et al., arXiv 1904.01866, section 3), with 3 and relu the regressor that many give FitNets (Romero et al., arXiv 1412.6550).
 * Not for batches of a few rows, whose statistics say little.
 *
 * @param kernel side of the kernels in pixels, odd
 * @param relu whether max(0, x) comes last; only for a layer of the teacher that ends in one
 */
@Component("conv-bn")
public record ConvolutionNorm(@Default("3") int kernel, @Default("false") boolean relu) implements Adapter {
    public ConvolutionNorm {
        Require.that(kernel > 0 && kernel % 2 == 1, "kernel", kernel, "an odd integer >= 1");
    }

    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        Sides.checkImages("conv-bn", student, teacher);
        Blueprint.Builder plan = Blueprint.of(student);
        int step = Sides.reduction(student, teacher);
        if (step == 1) {
            Sides.resize(plan, "size", student, teacher);
        }
        plan.then("conv", new Conv2d(teacher.channels(), kernel, step, Optional.of(kernel / 2), false));
        plan.then(relu ? "norm" : ADAPTED, new BatchNorm(1e-5, 0.1));
        if (relu) {
            plan.then(ADAPTED, new Activation(Function.RELU));
        }
        return plan.build(ADAPTED);
    }
}
