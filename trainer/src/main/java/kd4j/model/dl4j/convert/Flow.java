package kd4j.model.dl4j.convert;

import java.util.List;
import java.util.stream.IntStream;
import kd4j.data.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a piece of the new network gives, and how the same numbers lie in DL4J.
 *
 * @param name the piece, or the samples
 * @param shape channels last, as everywhere in KD4J
 * @param channelsLast whether DL4J's images have their channels last too; of no meaning to vectors
 * @param order of vectors: DL4J's number {@code i} is KD4J's {@code order[i]}; empty where both are the same
 */
public record Flow(String name, Shape shape, boolean channelsLast, List<Integer> order) {
    private static final int IMAGE = 3;

    public Flow {
        boolean alike = order.equals(IntStream.range(0, order.size()).boxed().toList());
        order = alike ? List.of() : List.copyOf(order);
    }

    /** The samples. */
    public static Flow samples(String name, Shape shape, boolean channelsLast) {
        return new Flow(name, shape, channelsLast, List.of());
    }

    boolean isImage() {
        return shape.rank() == IMAGE;
    }

    boolean isVector() {
        return shape.rank() == 1;
    }

    /** The same numbers behind another piece. */
    Flow through(String piece, Shape output) {
        return new Flow(piece, output, channelsLast, output.rank() == 1 ? order : List.of());
    }

    /** New numbers in a vector, which lie alike in both. */
    Flow vector(String piece, Shape output) {
        return new Flow(piece, output, channelsLast, List.of());
    }

    /** Laid out as a vector, which DL4J does in the order in which the numbers lie. */
    Flow flat(String piece, Shape output) {
        return new Flow(piece, output, channelsLast, isImage() && !channelsLast ? channelsFirst() : List.of());
    }

    private List<Integer> channelsFirst() {
        int pixels = shape.size(0) * shape.size(1);
        return IntStream.range(0, shape.values())
                .mapToObj(i -> i % pixels * shape.channels() + i / pixels)
                .toList();
    }

    /** Brings an array whose first axis stands for the numbers of this vector from DL4J's order into KD4J's. */
    INDArray aligned(INDArray ofDl4j) {
        if (order.isEmpty()) {
            return ofDl4j;
        }
        int[] source = new int[order.size()];
        IntStream.range(0, source.length).forEach(i -> source[order.get(i)] = i);
        INDArray rows = ofDl4j.dup('c').reshape('c', source.length, ofDl4j.length() / source.length);
        return Nd4j.pullRows(rows, 1, source, 'c').reshape('c', ofDl4j.shape());
    }
}
