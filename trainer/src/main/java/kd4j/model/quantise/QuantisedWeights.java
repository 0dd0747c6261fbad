package kd4j.model.quantise;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Shape;
import kd4j.model.Computation;
import kd4j.model.Layer;
import kd4j.model.Parameter;
import kd4j.model.kernel.Kernels;
import kd4j.model.layer.Dense;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that computes with its weights rounded to {@link ChannelGrids}, which follow the weights from step to step. The weights that are
 * kept and trained are the exact ones, and get the gradients of the rounded ones: the straight-through estimator of Jacob et al., arXiv
 * 1712.05877.
 *
 * @param layer a dense layer or a convolution
 * @param bits of each weight: 8, or 7 for processors whose 8-bit products overflow
 */
@Component("quantised-weights")
public record QuantisedWeights(Layer layer, @Default("8") int bits) implements Layer {
    /** The parameter that is rounded. */
    public static final String WEIGHT = "weight";

    public QuantisedWeights {
        Require.that(bits == 7 || bits == 8, "bits", bits, "7 or 8");
    }

    @Override
    public Shape output(Shape input) {
        return layer.output(input);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return layer.parameters(input);
    }

    @Override
    public long macs(Shape input) {
        return layer.macs(input);
    }

    /** Whether the outputs are the last axis of the weights. */
    public static boolean outputsLast(Layer layer) {
        return layer instanceof Dense;
    }

    /** The grids of such weights of this layer. */
    public ChannelGrids grids(INDArray weights) {
        boolean last = outputsLast(layer);
        int channels = Math.toIntExact(weights.size(last ? weights.rank() - 1 : 0));
        return ChannelGrids.of(Numbers.of(weights), channels, last, bits);
    }

    @Override
    public Computation computation(Shape input) {
        return new Rounded(this, layer.computation(input));
    }

    @Override
    public Optional<Computation> rectified(Shape input) {
        return layer.rectified(input).map(inner -> new Rounded(this, inner));
    }

    private record Rounded(QuantisedWeights settings, Computation inner) implements Computation {
        private static final String ROOM = "rounded-weights";

        @Override
        public void forward(Pass pass) {
            INDArray weights = pass.parameter(WEIGHT);
            INDArray rounded = pass.room(ROOM, weights.shape());
            Numbers.write(settings.grids(weights).rounded(Numbers.of(weights)), rounded);
            inner.forward(new WithWeights(pass, rounded));
        }

        @Override
        public void backward(Pass pass) {
            inner.backward(
                    new WithWeights(pass, pass.room(ROOM, pass.parameter(WEIGHT).shape())));
        }
    }

    /** A pass with other weights. */
    private record WithWeights(Computation.Pass pass, INDArray weights) implements Computation.Pass {
        @Override
        public INDArray parameter(String name) {
            return name.equals(WEIGHT) ? weights : pass.parameter(name);
        }

        @Override
        public boolean training() {
            return pass.training();
        }

        @Override
        public INDArray input(int index) {
            return pass.input(index);
        }

        @Override
        public INDArray output() {
            return pass.output();
        }

        @Override
        public INDArray gradient(String name) {
            return pass.gradient(name);
        }

        @Override
        public INDArray outputGradient() {
            return pass.outputGradient();
        }

        @Override
        public void rectify() {
            pass.rectify();
        }

        @Override
        public INDArray inputGradient(int index) {
            return pass.inputGradient(index);
        }

        @Override
        public void passGradient(int index) {
            pass.passGradient(index);
        }

        @Override
        public INDArray room(String name, long... sizes) {
            return pass.room(name, sizes);
        }

        @Override
        public long seed() {
            return pass.seed();
        }

        @Override
        public Kernels kernels() {
            return pass.kernels();
        }
    }
}
