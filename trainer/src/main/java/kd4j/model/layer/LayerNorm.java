package kd4j.model.layer;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Brings the channels at each place to mean 0 and variance 1, then scales and shifts each channel: {@code y = gamma * (x - mean)
 * / sqrt(variance + epsilon) + beta}, mean and (biased) variance over the last axis. Rows don't see each other, so training and
 * answering are the same. Takes any shape and gives the same; {@code gamma} and {@code beta} are {@code [channels]}. Source: Ba,
 * Kiros and Hinton, arXiv 1607.06450.
 *
 * @param epsilon added to the variance so that the division is finite, > 0
 */
@Component("layer-norm")
public record LayerNorm(@Default("1e-5") double epsilon) implements Layer {
    public LayerNorm {
        Require.positive("epsilon", epsilon);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        Shape channels = Shape.of(input.channels());
        return List.of(
                new Parameter("gamma", channels, Role.SCALE, new Start.Constant(1)),
                new Parameter("beta", channels, Role.BIAS, new Start.Constant(0)));
    }

    @Override
    public Computation computation(Shape input) {
        return new Normalization(epsilon, input.channels());
    }

    private record Normalization(double epsilon, int channels) implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray input = rows(pass.input());
            INDArray normal = room(pass, "normal", input);
            INDArray work = room(pass, "work", input);
            INDArray inverse = column(pass, "inverse", input);
            combine("subtract", input, means(pass, input), normal);
            pass.kernels().times(normal, normal, work);
            inverse.assign(means(pass, work)).addi(epsilon);
            Nd4j.getExecutioner().exec(new Sqrt(inverse, inverse));
            combine("multiply", normal, inverse.rdivi(1), normal);
            pass.kernels()
                    .scaleShift(normal, pass.parameter("gamma"), pass.parameter("beta"), false, rows(pass.output()));
        }

        @Override
        public void backward(Pass pass) {
            INDArray error = rows(pass.outputGradient());
            INDArray work = room(pass, "work", error);
            pass.kernels().times(room(pass, "normal", error), error, work);
            pass.kernels().channelSums(work, pass.gradient("gamma"));
            pass.kernels().channelSums(error, pass.gradient("beta"));
            if (pass.inputGradient() != null) {
                inputGradient(pass, error, work, rows(pass.inputGradient()));
            }
        }

        /**
         * {@code dx = inverse * (g - mean(g) - normal * mean(g * normal))} with {@code g = dy * gamma}.
         *
         * @param work {@code dy * normal}, then working memory
         */
        private void inputGradient(Pass pass, INDArray error, INDArray work, INDArray gradient) {
            INDArray gamma = pass.parameter("gamma");
            scale(work, gamma, work);
            combine("multiply", room(pass, "normal", error), means(pass, work), work);
            scale(error, gamma, gradient);
            combine("subtract", gradient, means(pass, gradient), gradient);
            gradient.subi(work);
            combine("multiply", gradient, column(pass, "inverse", error), gradient);
        }

        private INDArray rows(INDArray values) {
            return values.reshape('c', values.length() / channels, channels);
        }

        private static INDArray room(Pass pass, String name, INDArray like) {
            return pass.room(name, like.shape());
        }

        private static INDArray column(Pass pass, String name, INDArray rows) {
            return pass.room(name, rows.size(0), 1);
        }

        /** The mean of each row, by a product: faster than ND4J's own mean. Valid until the next one. */
        private INDArray means(Pass pass, INDArray rows) {
            INDArray means = column(pass, "means", rows);
            INDArray ones = pass.room("ones", channels, 1).assign(1);
            pass.kernels().multiply(rows, false, ones, false, means);
            return means.divi(channels);
        }

        /** Each row with its own number. */
        private static void combine(String operation, INDArray rows, INDArray column, INDArray result) {
            Nd4j.exec(DynamicCustomOp.builder(operation)
                    .addInputs(rows, column)
                    .addOutputs(result)
                    .build());
        }

        /** Each row with the same numbers. */
        private static void scale(INDArray rows, INDArray channels, INDArray result) {
            Nd4j.getExecutioner().exec(new BroadcastMulOp(rows, channels, result, 1));
        }
    }
}
