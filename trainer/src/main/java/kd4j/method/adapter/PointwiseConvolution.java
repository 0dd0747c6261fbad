package kd4j.method.adapter;

import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;

/**
 * A 1x1 convolution to the teacher's number of channels, which looks at each pixel by itself. Images of another size are first
 * averaged or repeated by a whole factor. The regressor of FitNets, Romero et al., arXiv 1412.6550, section 2.2, in the form that
 * later work uses, which keeps its number of parameters small.
 *
 * @param batchNorm whether batch norm follows
 * @param relu whether max(0, x) comes last; only for a layer of the teacher that ends in one
 */
@Component("conv-1x1")
public record PointwiseConvolution(@Default("false") boolean batchNorm, @Default("false") boolean relu)
        implements Adapter {
    /** The convolution alone. */
    public PointwiseConvolution() {
        this(false, false);
    }

    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        Sides.checkImages("conv-1x1", student, teacher);
        Blueprint.Builder plan = Blueprint.of(student);
        Sides.resize(plan, "size", student, teacher);
        plan.then(
                batchNorm || relu ? "conv" : ADAPTED, new Conv2d(teacher.channels(), 1, 1, Optional.of(0), !batchNorm));
        if (batchNorm) {
            plan.then(relu ? "norm" : ADAPTED, new BatchNorm(1e-5, 0.1));
        }
        if (relu) {
            plan.then(ADAPTED, new Activation(Function.RELU));
        }
        return plan.build(ADAPTED);
    }
}
