package kd4j.compress.quantise;

import kd4j.model.Blueprint;
import kd4j.model.Layer;
import kd4j.model.quantise.QuantisedWeights;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers of a layer channel by channel, in double precision. */
final class Channels {
    private Channels() {}

    static double[] numbers(INDArray array) {
        return array.dup('c')
                .reshape('c', new long[] {array.length()})
                .castTo(DataType.DOUBLE)
                .toDoubleVector();
    }

    static boolean outputsLast(Blueprint.Node node) {
        Layer layer = (Layer) node.operation();
        return QuantisedWeights.outputsLast(layer instanceof QuantisedWeights q ? q.layer() : layer);
    }

    /** Multiplies the weights of each output channel. */
    static void scale(INDArray weight, boolean outputsLast, double[] factors) {
        along(weight, outputsLast ? weight.rank() - 1 : 0, factors);
    }

    /** Multiplies along an axis, in place. */
    static void along(INDArray weight, int axis, double[] factors) {
        long[] sizes = new long[weight.rank()];
        java.util.Arrays.fill(sizes, 1);
        sizes[axis] = factors.length;
        weight.muli(Nd4j.createFromArray(factors).castTo(weight.dataType()).reshape('c', sizes));
    }

    /** The largest magnitude for each position of an axis. */
    static double[] largest(INDArray weight, int axis) {
        int[] others = java.util.stream.IntStream.range(0, weight.rank())
                .filter(a -> a != axis)
                .toArray();
        return numbers(weight.amax(others));
    }
}
