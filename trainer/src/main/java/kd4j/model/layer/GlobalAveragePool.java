package kd4j.model.layer;

import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel over the whole image or signal: {@code height x width x channels} or {@code time x channels} becomes a
 * vector of {@code channels}.
 * Source: Lin, Chen and Yan, arXiv 1312.4400.
 */
@Component("global-average-pool")
public record GlobalAveragePool() implements Layer {
    @Override
    public Shape output(Shape input) {
        Images.checkEither("global-average-pool", input);
        return Shape.of(input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Mean();
    }

    private record Mean() implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.kernels().imageMeans(Images.of(pass.input()), pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = Images.of(pass.inputGradient());
            if (gradient != null) {
                pass.kernels().imageMeansGradient(pass.outputGradient(), gradient);
            }
        }
    }
}
