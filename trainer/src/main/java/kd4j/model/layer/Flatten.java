package kd4j.model.layer;

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
    public boolean reshapes() {
        return true;
    }

    @Override
    public Computation computation(Shape input) {
        return new Copy();
    }

    /** For whoever cannot see an array in another shape. */
    private record Copy() implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.output().assign(pass.input().reshape('c', pass.output().shape()));
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                gradient.assign(pass.outputGradient().reshape('c', gradient.shape()));
            }
        }
    }
}
