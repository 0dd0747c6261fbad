package kd4j.model.layer;

import java.util.Map;
import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel over the whole image: {@code height x width x channels} becomes a vector of {@code channels}.
 * Source: Lin, Chen and Yan, arXiv 1312.4400.
 */
@Component("global-average-pool")
public record GlobalAveragePool() implements Layer {
    @Override
    public Shape output(Shape input) {
        Images.check("global-average-pool", input);
        return Shape.of(input.channels());
    }

    @Override
    public Computation computation(Shape input) {
        return new Mean();
    }

    private record Mean() implements Computation {
        @Override
        public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
            INDArray output = pass.allocate(input.size(0), input.size(3));
            pass.kernels().imageMeans(input, output);
            return output;
        }

        @Override
        public INDArray backward(
                INDArray input,
                INDArray output,
                INDArray outputGradient,
                Map<String, INDArray> parameters,
                Map<String, INDArray> gradients,
                Pass pass) {
            INDArray gradient = pass.allocate(input.shape());
            pass.kernels().imageMeansGradient(outputGradient, gradient);
            return gradient;
        }
    }
}
