package kd4j.method.adapter;

import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sets whole pixels or whole channels of an image to 0, drawn anew in each step, and leaves the others as they are. */
record Mask(double share, MaskedGenerator.Hidden hide) implements Layer {
    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public Computation computation(Shape input) {
        return new Hiding(share, hide);
    }

    private record Hiding(double share, MaskedGenerator.Hidden hide) implements Computation {
        @Override
        public void forward(Pass pass) {
            INDArray mask = mask(pass);
            pass.kernels().dropoutMask(pass.seed(), share, mask);
            mask.muli(1 - share); // what is left is 1
            pass.input().mul(mask, pass.output());
        }

        @Override
        public void backward(Pass pass) {
            INDArray gradient = pass.inputGradient();
            if (gradient != null) {
                pass.outputGradient().mul(mask(pass), gradient);
            }
        }

        private INDArray mask(Pass pass) {
            INDArray input = pass.input();
            return hide == MaskedGenerator.Hidden.PIXELS
                    ? pass.room("mask", input.size(0), input.size(1), input.size(2), 1)
                    : pass.room("mask", input.size(0), 1, 1, input.size(3));
        }
    }
}
