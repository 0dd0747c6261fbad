package kd4j.compress.quantise;

import java.util.List;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Join;
import kd4j.model.Layer;
import kd4j.model.Operation;
import kd4j.model.kernel.Function;
import kd4j.model.layer.Activation;
import kd4j.model.layer.AveragePool;
import kd4j.model.layer.Conv1d;
import kd4j.model.layer.Conv2d;
import kd4j.model.layer.Dense;
import kd4j.model.layer.DepthwiseConv2d;
import kd4j.model.layer.Dropout;
import kd4j.model.layer.Flatten;
import kd4j.model.layer.GlobalAveragePool;
import kd4j.model.layer.GlobalMaxPool;
import kd4j.model.layer.MaxPool;
import kd4j.model.layer.Upsample;

/** What quantisation makes of each kind of layer. */
final class Kinds {
    private Kinds() {}

    /** Sums of products with weights, for which there are 8-bit kernels. Dense layers of sequences have none. */
    static boolean weighted(Operation operation, List<Shape> inputs) {
        return operation instanceof Conv1d
                || operation instanceof Conv2d
                || operation instanceof DepthwiseConv2d
                || (operation instanceof Dense && inputs.get(0).rank() == 1);
    }

    /** Sums and means of 8-bit numbers, which are rounded to a grid of their own. */
    static boolean combines(Operation operation) {
        return operation instanceof Join || operation instanceof AveragePool || operation instanceof GlobalAveragePool;
    }

    /** Gives nothing but numbers that came in, so that they stay on their grid. Dropout does, outside of training. */
    static boolean passes(Operation operation) {
        return operation instanceof MaxPool
                || operation instanceof GlobalMaxPool
                || operation instanceof Flatten
                || operation instanceof Upsample
                || operation instanceof Dropout;
    }

    /** Cuts numbers off, which the ends of a grid do as well. */
    static boolean cuts(Operation operation) {
        return operation instanceof Activation activation
                && (activation.function() == Function.RELU || activation.function() == Function.RELU6);
    }

    /** The same layer with a bias; empty where it is no layer of weighted sums. */
    static Optional<Layer> withBias(Operation operation) {
        Layer layer = null;
        if (operation instanceof Dense dense) {
            layer = new Dense(dense.units(), true);
        } else if (operation instanceof Conv1d c) {
            layer = new Conv1d(c.channels(), c.kernel(), c.stride(), c.padding(), true);
        } else if (operation instanceof DepthwiseConv2d c) {
            layer = new DepthwiseConv2d(c.kernel(), c.stride(), c.padding(), true);
        } else if (operation instanceof Conv2d c) {
            layer = new Conv2d(
                    c.channels(),
                    c.kernel(),
                    c.stride(),
                    c.padding(),
                    true,
                    c.groups(),
                    c.kernelWidth(),
                    c.paddingWidth());
        }
        return Optional.ofNullable(layer);
    }
}
