package kd4j.model.quantise;

import java.util.ArrayList;
import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rounds each number to an 8-bit grid, as the quantised network will: {@code y = (clamp(round(x / s) + z, 0, 255) - z) * s}. Takes any
 * shape. The first training batch sets {@code s} and {@code z} so that the grid covers all its numbers; before that, numbers pass as they
 * are.
 *
 * <p>The gradient of {@code x} is that of {@code y} within the grid and 0 beyond its ends, as if nothing were rounded (the
 * straight-through estimator). A learned step follows {@code dy/ds = round(x / s) - x / s} within the grid, {@code -z} below and {@code 255 -
 * z} above, times {@code 1 / sqrt(numbers of a sample * (255 - z))}. What is trained is {@code t} in {@code s = s0 e^t}, so that steps of an
 * optimiser such as Adam fit grids of any size, and decay pulls to the first batch's.
 *
 * <p>Sources: Jacob et al., arXiv 1712.05877; Esser et al., LSQ, arXiv 1902.08153, equations 2, 3 and section 2.2; the exponent: Jain et al.,
 * arXiv 1903.08066.
 *
 * @param learned whether the step is trained along with the network
 */
@Component("fake-quantise")
public record FakeQuantise(@Default("true") boolean learned) implements Layer {
    /** The step that the first batch set. */
    public static final String SCALE = "scale";
    /** The place of 0; negative before the first batch. */
    public static final String ZERO = "zero";
    /** By what power of e the step has been stretched since. */
    public static final String STRETCH = "stretch";

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape one = Shape.of(1);
        List<Parameter> all = new ArrayList<>();
        all.add(new Parameter(SCALE, one, Role.STATISTIC, new Start.Constant(1)));
        all.add(new Parameter(ZERO, one, Role.STATISTIC, new Start.Constant(-1)));
        if (learned) {
            all.add(new Parameter(STRETCH, one, Role.SCALE, new Start.Constant(0)));
        }
        return all;
    }

    @Override
    public Computation computation(Shape input) {
        return new Rounding(learned);
    }

    /** Whether the grid has been set. */
    public static boolean isSet(INDArray zero) {
        return zero.getFloat(0) >= 0;
    }

    /**
     * The grid of such a layer, which must be set.
     *
     * @param stretch null where it is not learned
     */
    public static Grid grid(INDArray scale, INDArray zero, INDArray stretch) {
        double factor = stretch == null ? 1 : StrictMath.exp(stretch.getFloat(0));
        return new Grid((float) (scale.getFloat(0) * factor), (int) zero.getFloat(0));
    }

    /** Gives such a layer a grid. */
    public static void set(Grid grid, INDArray scale, INDArray zero) {
        scale.putScalar(0, grid.scale());
        zero.putScalar(0, grid.zero());
    }

    private record Rounding(boolean learned) implements Computation {
        @Override
        public void forward(Pass pass) {
            if (!isSet(pass.parameter(ZERO))) {
                if (!pass.training()) {
                    pass.output().assign(pass.input());
                    return;
                }
                set(around(pass.input()), pass.parameter(SCALE), pass.parameter(ZERO));
            }
            Grid grid = grid(pass);
            Numbers.each((read, write, count) -> round(grid, read[0], write, count), pass.output(), pass.input());
        }

        private static Grid around(INDArray numbers) {
            double[] ends = new double[2];
            Numbers.each(
                    (read, write, count) -> {
                        for (int i = 0; i < count; i++) {
                            ends[0] = Math.min(ends[0], read[0][i]);
                            ends[1] = Math.max(ends[1], read[0][i]);
                        }
                    },
                    null,
                    numbers);
            return Grid.over(ends[0], ends[1]);
        }

        private Grid grid(Pass pass) {
            return FakeQuantise.grid(
                    pass.parameter(SCALE), pass.parameter(ZERO), learned ? pass.parameter(STRETCH) : null);
        }

        private static void round(Grid grid, double[] numbers, double[] rounded, int count) {
            double scale = grid.scale();
            double zero = grid.zero();
            for (int i = 0; i < count; i++) {
                float single = (float) numbers[i];
                // Numbers from outside are floats, and QuantizeLinear divides these as floats. Raw data has few values;
                // where one of them
                // lies in the middle between two numbers of the grid, a quotient in doubles goes the other way for all
                // that have it.
                double quotient = single == numbers[i] ? single / grid.scale() : numbers[i] / scale;
                double q = Math.rint(quotient) + zero;
                rounded[i] = (Math.max(0, Math.min(Grid.HIGHEST, q)) - zero) * scale;
            }
        }

        @Override
        public void backward(Pass pass) {
            Grid grid = grid(pass);
            double[] sum = new double[1];
            Numbers.each(
                    (read, write, count) -> sum[0] += back(grid, read[0], read[1], write, count),
                    pass.inputGradient(),
                    pass.input(),
                    pass.outputGradient());
            if (learned) {
                double sample = (double) pass.input().length() / pass.input().size(0);
                double factor = grid.scale() / Math.sqrt(sample * Math.max(1, Grid.HIGHEST - grid.zero()));
                pass.gradient(STRETCH).putScalar(0, sum[0] * factor);
            }
        }

        /** Writes the gradients of the numbers and answers that of the step. */
        private static double back(Grid grid, double[] numbers, double[] gradients, double[] write, int count) {
            double scale = grid.scale();
            double low = -grid.zero();
            double high = Grid.HIGHEST - grid.zero();
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double x = numbers[i] / scale;
                boolean within = x >= low && x <= high;
                write[i] = within ? gradients[i] : 0;
                double slope = within ? Math.rint(x) - x : x < low ? low : high;
                sum += slope * gradients[i];
            }
            return sum;
        }
    }
}
