package kd4j.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.component.Component;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How far the student's images are from the teacher's, pixel by pixel and as means over 4x4, 2x2 and 1x1 parts: {@code (m_0 + sum
 * over l of w_l m_l) / (1 + sum of w_l)} with {@code m_0} the mean squared difference and {@code m_l} that of the means over l x l
 * parts, {@code w} 1/2, 1/4, 1/8 in the order used; levels with l at or above the height are left out. 0 where both are equal.
 * Images of both are {@code [rows, height, width, channels]}. Made for the method {@code review}. Source: Chen et al., arXiv
 * 2104.09044, section 3.3; parts that overlap as in the authors' code, where sides are no multiple of l.
 */
@Component("hierarchical-context")
public record HierarchicalContext() implements Loss {
    private static final String NAME = "hierarchical-context";

    @Override
    public Set<String> studentTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(Outputs.TAP);
    }

    @Override
    public Term evaluate(Signals signals) {
        INDArray student = signals.student().at(Outputs.TAP);
        INDArray difference = pixelsFirst(student.sub(teacher(signals, student)));
        int height = Math.toIntExact(student.size(1));
        int width = Math.toIntExact(student.size(2));
        List<Integer> levels =
                Arrays.asList(4, 2, 1).stream().filter(l -> l < height).toList();
        double all = 2 - Math.pow(0.5, levels.size());
        double whole = Scores.dot(difference, difference) / difference.length();
        List<Part> parts = new ArrayList<>(List.of(Part.of(1 / all, "pixels", whole)));
        INDArray gradient = difference.mul(2 / all / difference.length());
        for (int i = 0; i < levels.size(); i++) {
            double share = Math.pow(0.5, i + 1) / all;
            INDArray means = means(levels.get(i), height, width, difference.dataType());
            INDArray pooled = means.mmul(difference).dup('c');
            parts.add(
                    Part.of(share, "%1$dx%1$d".formatted(levels.get(i)), Scores.dot(pooled, pooled) / pooled.length()));
            gradient.addi(means.transpose().mmul(pooled.muli(2 * share / pooled.length())));
        }
        double value = parts.stream().mapToDouble(p -> p.weight() * p.value()).sum();
        return new Term(NAME, value, Map.of(Outputs.TAP, rowsFirst(gradient, student)), parts);
    }

    private static INDArray teacher(Signals signals, INDArray student) {
        INDArray teacher = signals.teacher().at(Outputs.TAP);
        if (student.rank() != 4 || !Arrays.equals(student.shape(), teacher.shape())) {
            throw new ShapeException(
                    "%s: student array has shape %s, teacher array %s; both must be the same [rows, height, width, channels]"
                            .formatted(NAME, Arrays.toString(student.shape()), Arrays.toString(teacher.shape())));
        }
        return teacher.castTo(student.dataType());
    }

    /** {@code [pixels, rows * channels]}. */
    private static INDArray pixelsFirst(INDArray images) {
        long pixels = images.size(1) * images.size(2);
        return images.permute(1, 2, 0, 3).dup('c').reshape('c', pixels, images.length() / pixels);
    }

    private static INDArray rowsFirst(INDArray pixels, INDArray images) {
        return pixels.dup('c')
                .reshape('c', images.size(1), images.size(2), images.size(0), images.size(3))
                .permute(2, 0, 1, 3)
                .dup('c');
    }

    /** {@code [l * l, pixels]}: what each pixel counts in each part's mean. */
    private static INDArray means(int l, int height, int width, DataType type) {
        double[][] shares = new double[l * l][height * width];
        for (int part = 0; part < l * l; part++) {
            int top = part / l * height / l;
            int bottom = -Math.floorDiv(-(part / l + 1) * height, l);
            int left = part % l * width / l;
            int right = -Math.floorDiv(-(part % l + 1) * width, l);
            for (int y = top; y < bottom; y++) {
                Arrays.fill(shares[part], y * width + left, y * width + right, 1.0 / ((bottom - top) * (right - left)));
            }
        }
        return Nd4j.createFromArray(shares).castTo(type);
    }
}
