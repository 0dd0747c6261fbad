package kd4j.method.adapter;

import kd4j.component.Component;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;

/**
 * Brings the student's images to the height and width of the teacher's, by repeating pixels or by averaging them, a whole factor
 * each way; channels must be as many. It has nothing to learn.
 */
@Component("interpolation")
public record Interpolation() implements Adapter {
    @Override
    public Blueprint blueprint(Shape student, Shape teacher) {
        Sides.checkImages("interpolation", student, teacher);
        if (student.equals(teacher)) {
            throw new ShapeException("both are of one size already; leave the adapter out");
        }
        Blueprint.Builder plan = Blueprint.of(student);
        Sides.resize(plan, ADAPTED, student, teacher);
        return plan.build(ADAPTED);
    }
}
