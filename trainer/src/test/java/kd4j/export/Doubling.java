package kd4j.export;

import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of somebody else's, of which no exporter knows. */
record Doubling() implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Computation computation(Shape input) {
        return new Computation() {
            @Override
            public INDArray forward(INDArray values, Map<String, INDArray> parameters, Pass pass) {
                return values.mul(2);
            }

            @Override
            public INDArray backward(
                    INDArray values,
                    INDArray output,
                    INDArray outputGradient,
                    Map<String, INDArray> parameters,
                    Map<String, INDArray> gradients,
                    Pass pass) {
                return outputGradient.mul(2);
            }
        };
    }
}
