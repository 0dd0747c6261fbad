package kd4j.model;

import java.util.Map;
import java.util.Set;
import kd4j.data.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Anything that answers a batch with class scores: a network of ours, a DL4J zip, an exported file. */
public interface Model extends AutoCloseable {
    Shape input();

    int classes();

    /** Names under which {@link #forward} can give arrays; {@link Blueprint#LOGITS} is one of all that tell classes apart. */
    Set<String> taps();

    /** The shape of a row of each tap. */
    default Map<String, Shape> shapes() {
        return Map.of(Blueprint.LOGITS, Shape.of(classes()));
    }

    /**
     * Answers a batch, without dropout and with running statistics.
     *
     * @param features {@code [rows, ...input]}, channels last, {@code 'c'} order; not changed
     * @param taps which arrays are wanted
     * @return an array by tap, each valid until its owner closes it
     */
    Map<String, INDArray> forward(INDArray features, Set<String> taps);

    @Override
    void close();
}
