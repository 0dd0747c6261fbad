package kd4j.method.adapter;

import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;

/**
 * The two networks of factor transfer, of 3x3 convolutions with batch norm and leaky relu. Source: Kim et al., arXiv 1802.04977,
 * section 3.2 and the appendix.
 */
public final class Factors {
    /** What both networks find. */
    public static final String FACTORS = "factors";

    /** What the paraphraser makes of the factors again. */
    public static final String REBUILT = "rebuilt";

    private Factors() {}

    /** From a teacher's images to factors, and back. */
    public static Blueprint paraphraser(Shape teacher, int channels) {
        Sides.checkImages("factor-transfer", teacher, teacher);
        Blueprint.Builder plan = Blueprint.of(teacher);
        block(plan, "in1", teacher.channels());
        block(plan, "in2", channels);
        block(plan, FACTORS, channels);
        block(plan, "out1", channels);
        block(plan, "out2", teacher.channels());
        block(plan, REBUILT, teacher.channels());
        return plan.build(FACTORS, REBUILT);
    }

    /** From a student's images to factors of the teacher's size. */
    public static Blueprint translator(Shape student, Shape teacher, int channels) {
        Sides.checkImages("factor-transfer", student, teacher);
        Blueprint.Builder plan = Blueprint.of(student);
        Sides.resize(plan, "size", student, teacher);
        block(plan, "in1", student.channels());
        block(plan, "in2", channels);
        block(plan, FACTORS, channels);
        return plan.build(FACTORS);
    }

    private static void block(Blueprint.Builder plan, String name, int channels) {
        plan.then(name + ".conv", new Conv2d(channels, 3, 1, Optional.of(1), false));
        plan.then(name + ".norm", new BatchNorm(1e-5, 0.1));
        plan.then(name, new Activation(Function.LEAKY_RELU));
    }
}
