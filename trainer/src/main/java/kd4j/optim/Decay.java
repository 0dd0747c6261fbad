package kd4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Weight decay on the parts of a vector that it applies to. A mask of ones and zeros is turned into ranges once, so that a step
 * needs neither a product with the mask nor an array to hold it.
 */
record Decay(double weight, List<Range> ranges) {
    /** From, inclusive, to, exclusive. */
    record Range(long from, long to) {
        INDArray of(INDArray vector) {
            return to - from == vector.length() ? vector : vector.get(NDArrayIndex.interval(from, to));
        }
    }

    /**
     * A part of a vector in which all numbers decay alike.
     *
     * @param from inclusive
     * @param to exclusive
     * @param weight the decay, 0 where there is none
     */
    record Stretch(long from, long to, double weight) {
        /** What of it lies between two places; where nothing does, it ends before it begins. */
        Stretch within(long first, long end) {
            return new Stretch(Math.max(from, first), Math.min(to, end), weight);
        }
    }

    /** No decay at all. */
    static final Decay NONE = new Decay(0, List.of());

    static Decay of(double weight, INDArray parameters, Optional<INDArray> decayed) {
        vector("parameters", parameters, parameters);
        decayed.ifPresent(mask -> vector("the decay mask", mask, parameters));
        List<Range> everywhere = List.of(new Range(0, parameters.length()));
        return new Decay(
                weight, weight == 0 ? List.of() : decayed.map(Decay::ranges).orElse(everywhere));
    }

    /** The ranges and the gaps between them, in order, over a vector of this length. */
    List<Stretch> stretches(long length) {
        List<Stretch> all = new ArrayList<>();
        long at = 0;
        for (Range range : ranges) {
            addUnlessEmpty(all, at, range.from(), 0);
            addUnlessEmpty(all, range.from(), range.to(), weight);
            at = range.to();
        }
        addUnlessEmpty(all, at, length, 0);
        return List.copyOf(all);
    }

    private static void addUnlessEmpty(List<Stretch> all, long from, long to, double weight) {
        if (to > from) {
            all.add(new Stretch(from, to, weight));
        }
    }

    /** {@code gradients += weight * parameters}. */
    void addTo(INDArray gradients, INDArray parameters) {
        ranges.forEach(range -> add(weight, range.of(parameters), range.of(gradients)));
    }

    /** {@code parameters *= 1 - rate * weight}. */
    void shrink(INDArray parameters, double rate) {
        ranges.forEach(range -> range.of(parameters).muli(1 - rate * weight));
    }

    /** {@code into += factor * vector}, in one pass and without a third array. */
    static void add(double factor, INDArray vector, INDArray into) {
        Nd4j.getBlasWrapper().level1().axpy(vector.length(), factor, vector, into);
    }

    /** Refuses what is not a vector of the length of the parameters. */
    static void vector(String what, INDArray given, INDArray parameters) {
        if (given.rank() != 1 || given.length() != parameters.length() || given.dataType() != parameters.dataType()) {
            throw new ShapeException("%s: shape %s of %s; the parameters are a vector [%d] of %s"
                    .formatted(
                            what,
                            Arrays.toString(given.shape()),
                            given.dataType(),
                            parameters.length(),
                            parameters.dataType()));
        }
    }

    private static List<Range> ranges(INDArray mask) {
        float[] values = mask.toFloatVector();
        List<Range> found = new ArrayList<>();
        for (int from = 0, to = 0; from < values.length; from = to) {
            while (to < values.length && values[to] == values[from]) {
                to++;
            }
            if (values[from] != 0) {
                found.add(new Range(from, to));
            }
        }
        return List.copyOf(found);
    }
}
