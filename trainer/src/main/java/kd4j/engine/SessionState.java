package kd4j.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a method's session must keep to go on: parameters and optimiser state of the networks that are trained along, and its
 * memories.
 *
 * @param arrays vectors by name
 * @param steps by name of a network that is trained along, how often it was changed; and the step with which the student's
 *     optimiser began anew, where it did
 */
public record SessionState(Map<String, INDArray> arrays, Map<String, Long> steps) {
    /** A session without state. */
    public static final SessionState NONE = new SessionState(Map.of(), Map.of());

    public SessionState {
        arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /** With copies of its arrays. */
    SessionState copy() {
        Map<String, INDArray> copies = new TreeMap<>();
        arrays.forEach((name, array) -> copies.put(name, array.dup()));
        return new SessionState(copies, steps);
    }

    /** With one more count, unless it is 0. */
    SessionState with(String name, long count) {
        Map<String, Long> more = new TreeMap<>(steps);
        if (count > 0) {
            more.put(name, count);
        }
        return new SessionState(arrays, more);
    }
}
