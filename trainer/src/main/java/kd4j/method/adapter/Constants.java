package kd4j.method.adapter;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.Parameter.Role;
import kd4j.model.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same trained numbers for every row, whatever comes in. */
record Constants(int count, double start) implements Layer {
    @Override
    public Shape output(Shape input) {
        return Shape.of(count);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(new Parameter("value", Shape.of(count), Role.BIAS, new Start.Constant(start)));
    }

    @Override
    public Computation computation(Shape input) {
        return new Repeated();
    }

    private record Repeated() implements Computation {
        @Override
        public void forward(Pass pass) {
            pass.output().assign(0);
            pass.kernels().addBias(pass.output(), pass.parameter("value"));
        }

        @Override
        public void backward(Pass pass) {
            pass.kernels().channelSums(pass.outputGradient(), pass.gradient("value"));
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                gradient.assign(0);
            }
        }
    }
}
