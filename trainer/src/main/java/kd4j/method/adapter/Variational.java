package kd4j.method.adapter;

import java.util.Optional;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.loss.Vid;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;

/**
 * The mean that the student's array predicts for the teacher's, and one trained number for each channel that says how far off it
 * is; for the loss {@code vid}. The mean is made of images by three 1x1 convolutions with relus between, of vectors by a dense
 * layer. Source: Ahn et al., arXiv 1904.05835, section 3.
 *
 * @param hidden channels between the convolutions; the teacher's number when left out
 * @param variance the variance that training begins with, > 0
 */
@Component("variational")
public record Variational(Optional<Integer> hidden, @Default("5.0") double variance) implements Adapter {
    public Variational {
        hidden.ifPresent(channels -> Require.positive("hidden", channels));
        Require.positive("variance", variance);
    }

    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        Blueprint.Builder plan = Blueprint.of(student);
        if (student.rank() == 1 && teacher.rank() == 1) {
            plan.then(ADAPTED, new Dense(teacher.channels(), true));
        } else {
            images(plan, student, teacher);
        }
        // log(1 + exp(x)) = variance at the start
        double start = Math.log(Math.expm1(variance));
        plan.add(Vid.LOG_SCALE, new Constants(teacher.channels(), start), Blueprint.INPUT);
        return plan.build(ADAPTED, Vid.LOG_SCALE);
    }

    private void images(Blueprint.Builder plan, Shape student, Shape teacher) {
        if (student.rank() != teacher.rank()) {
            throw new ShapeException("variational takes two images or two vectors");
        }
        Sides.checkImages("variational", student, teacher);
        int between = hidden.orElse(teacher.channels());
        Sides.resize(plan, "size", student, teacher);
        plan.then("conv1", new Conv2d(between, 1, 1, Optional.of(0), true));
        plan.then("relu1", new Activation(Function.RELU));
        plan.then("conv2", new Conv2d(between, 1, 1, Optional.of(0), true));
        plan.then("relu2", new Activation(Function.RELU));
        plan.then(ADAPTED, new Conv2d(teacher.channels(), 1, 1, Optional.of(0), true));
    }

    @Override
    public Set<String> gives() {
        return Set.of(Vid.LOG_SCALE);
    }
}
