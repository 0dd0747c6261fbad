package kd4j.method.adapter;

import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.layer.Dense;

/**
 * A dense layer from the student's vector to one as long as the teacher's: {@code y = x W + b}. Takes vectors, such as the
 * features before the logits.
 *
 * @param bias whether a constant is added
 */
@Component("linear")
public record Linear(@Default("true") boolean bias) implements Adapter {
    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        if (student.rank() != 1 || teacher.rank() != 1) {
            throw new ShapeException("linear takes vectors on both sides; take conv-1x1 for images");
        }
        return Blueprint.of(student)
                .then(ADAPTED, new Dense(teacher.channels(), bias))
                .build(ADAPTED);
    }
}
