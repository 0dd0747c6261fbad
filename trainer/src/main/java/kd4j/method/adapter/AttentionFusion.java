package kd4j.method.adapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Source;
import kd4j.model.join.Concat;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.BatchNorm;
import kd4j.model.layer.Conv2d;

/**
 * Fuses layers of a student from the deepest one up. Each layer is brought to a common number of channels; what came from below
 * is enlarged to its size; both are added, each times a map of weights from 0 to 1 that a 1x1 convolution makes of the two; a 3x3
 * convolution with batch norm makes of the sum what is compared with the teacher. Source: Chen et al., arXiv 2104.09044, figure 3.
 */
public final class AttentionFusion {
    private AttentionFusion() {}

    /** What the layer of this number, the shallowest being 0, is fed as. */
    public static String input(int number, int layers) {
        return number == layers - 1 ? Blueprint.INPUT : "layer" + number;
    }

    /** What is compared with the teacher's layer of this number. */
    public static String end(int number) {
        return "out" + number;
    }

    /** The network for layers of these shapes, the shallowest first, and the teacher's. */
    public static Blueprint blueprint(List<Shape> student, List<Shape> teacher, int width) {
        int layers = student.size();
        Blueprint.Builder plan = Blueprint.of(student.get(layers - 1));
        for (int i = layers - 1; i >= 0; i--) {
            Sides.checkImages("review", student.get(i), teacher.get(i));
            if (i < layers - 1) {
                plan.add(input(i, layers), new Source(student.get(i)));
            }
            own(plan, i, input(i, layers), student.get(i), teacher.get(i), width);
            if (i < layers - 1) {
                fuse(plan, i, teacher.get(i));
            }
            out(
                    plan,
                    i,
                    i == layers - 1 ? "own" + i : "fused" + i,
                    teacher.get(i).channels());
        }
        return plan.build(
                IntStream.range(0, layers).mapToObj(AttentionFusion::end).toArray(String[]::new));
    }

    private static void own(Blueprint.Builder plan, int i, String from, Shape student, Shape teacher, int width) {
        boolean resized = student.size(0) != teacher.size(0);
        plan.add("conv" + i, new Conv2d(width, 1, 1, Optional.of(0), false), from);
        plan.then((resized ? "norm" : "own") + i, new BatchNorm(1e-5, 0.1));
        Sides.resize(plan, "own" + i, student, teacher);
    }

    private static void fuse(Blueprint.Builder plan, int i, Shape teacher) {
        String deeper = (plan.shape("fused" + (i + 1)) == null ? "own" : "fused") + (i + 1);
        Shape from = plan.shape(deeper);
        if (from.size(0) != teacher.size(0)) {
            plan.add("deeper" + i, Sides.layer(from, teacher), deeper);
            deeper = "deeper" + i;
        }
        plan.add("both" + i, new Concat(), "own" + i, deeper);
        plan.then("weights" + i, new Conv2d(2, 1, 1, Optional.of(0), true));
        plan.then("attention" + i, new Activation(Function.SIGMOID));
        plan.add("fused" + i, new Blend(), "own" + i, deeper, "attention" + i);
    }

    private static void out(Blueprint.Builder plan, int i, String from, int channels) {
        plan.add("mix" + i, new Conv2d(channels, 3, 1, Optional.of(1), false), from);
        plan.then(end(i), new BatchNorm(1e-5, 0.1));
    }
}
