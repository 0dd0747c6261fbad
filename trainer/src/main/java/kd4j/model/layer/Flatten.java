package kd4j.model.layer;

import java.util.Map;
import kd4j.component.Component;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays all numbers of a sample out as one vector, channels last: row by row, pixel by pixel, channel by channel. */
@Component("flatten")
public record Flatten() implements Layer {
    @Override
    public Shape output(Shape input) {
        return Shape.of(input.values());
    }

    @Override
    public Computation computation(Shape input) {
        return new Reshape();
    }

    private record Reshape() implements Computation {
        @Override
        public INDArray forward(INDArray input, Map<String, INDArray> parameters, Pass pass) {
            long rows = input.size(0);
            return input.reshape('c', new long[] {rows, input.length() / rows});
        }

        @Override
        public INDArray backward(
                INDArray input,
                INDArray output,
                INDArray outputGradient,
                Map<String, INDArray> parameters,
                Map<String, INDArray> gradients,
                Pass pass) {
            return outputGradient.reshape('c', input.shape());
        }
    }
}
