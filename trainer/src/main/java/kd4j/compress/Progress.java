package kd4j.compress;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kd4j.model.Blueprint;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a plan has come: what must be kept to go on with it.
 *
 * @param network the layers of the network where they are not those of the beginning any more
 * @param memory what the steps of the plan remember, by name
 */
public record Progress(Optional<Blueprint> network, Map<String, INDArray> memory) {
    /** Of a training without a plan. */
    public static final Progress NONE = new Progress(Optional.empty(), Map.of());

    public Progress {
        memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
    }

    /** With copies of its arrays. */
    public Progress copy() {
        Map<String, INDArray> copies = new TreeMap<>();
        memory.forEach((name, array) -> copies.put(name, array.dup()));
        return new Progress(network, copies);
    }
}
