package kd4j.method.adapter;

import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.layer.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A dense layer, and what it gives divided by its length. */
public final class Embedding {
    /** The name of the vectors of length 1. */
    public static final String END = "embedding";

    private Embedding() {}

    /** From a vector to one of another size. */
    public static Blueprint blueprint(Shape input, int size) {
        if (input.rank() != 1) {
            throw new ShapeException(
                    "vectors are compared, given %s; take the layer before the logits".formatted(input));
        }
        return Blueprint.of(input)
                .then("dense", new Dense(size, true))
                .then(END, new Unit())
                .build(END);
    }

    /** {@code y = x / max(|x|, 1e-12)}, with |x| the L2 norm of a row. */
    private record Unit() implements Layer {
        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Computation computation(Shape input) {
            return new Dividing();
        }
    }

    private record Dividing() implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray lengths = lengths(pass);
            lengths.assign(Transforms.max(pass.input().norm2(true, 1), 1e-12, false));
            pass.input().div(lengths, pass.output());
        }

        /** {@code (g - y <g, y>) / |x|}. */
        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                INDArray along = pass.outputGradient().mul(pass.output()).sum(true, 1);
                pass.output().mul(along, gradient);
                gradient.rsubi(pass.outputGradient()).divi(lengths(pass));
            }
        }

        private static INDArray lengths(Pass pass) {
            return pass.room("lengths", pass.input().size(0), 1);
        }
    }
}
