package kd4j.model.layer;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array seen piece by piece along its first axis, and each piece so again where it has three axes. Making a view costs as
 * much as a small product, so views are kept for as long as the array is the same one.
 */
final class Slices {
    private final UnaryOperator<INDArray> view;
    private INDArray whole;
    private List<INDArray> parts = List.of();
    private List<List<INDArray>> inner = List.of();

    /** Pieces of the array as it is. */
    Slices() {
        this(a -> a);
    }

    /** Pieces of a view of the array. */
    Slices(UnaryOperator<INDArray> view) {
        this.view = view;
    }

    /** Looks at this array from now on. */
    @SuppressWarnings("try") // the scope acts by being open
    void of(INDArray array) {
        if (array != whole) {
            try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                parts = slices(view.apply(array));
                inner = parts.stream()
                        .map(p -> p.rank() < 3 ? List.<INDArray>of() : slices(p))
                        .toList();
            }
            whole = array;
        }
    }

    private static List<INDArray> slices(INDArray array) {
        return LongStream.range(0, array.size(0)).mapToObj(array::slice).toList();
    }

    /** The array. */
    INDArray whole() {
        return whole;
    }

    /** One piece. */
    INDArray part(int i) {
        return parts.get(i);
    }

    /** A piece of a piece. */
    INDArray part(int i, int k) {
        return inner.get(i).get(k);
    }
}
