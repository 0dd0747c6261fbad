package kd4j.model.executor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.model.Computation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One turn of a computation in a pass.
 *
 * @param name the piece's name
 * @param number its place among the pieces, from 0
 * @param computation its arithmetic; null where the array is only seen in another shape
 * @param from numbers of the values that it reads; value 0 is the samples, value i + 1 that of piece i
 * @param to number of the value that it makes
 * @param shape shape of the value that it makes
 * @param learns whether it or anything before it has something to learn
 * @param wanted for each value that it reads, whether its gradient is needed
 * @param parameters views of the network's parameter vector
 * @param gradients views of the network's gradient vector
 * @param rooms its working memory, by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Step(
        String name,
        int number,
        Computation computation,
        int[] from,
        int to,
        Shape shape,
        boolean learns,
        boolean[] wanted,
        Map<String, INDArray> parameters,
        Map<String, INDArray> gradients,
        Map<String, Room> rooms) {
    Step(
            String name,
            int number,
            Computation computation,
            int[] from,
            int to,
            Shape shape,
            boolean learns,
            List<Boolean> wanted,
            Views views) {
        this(
                name,
                number,
                computation,
                from,
                to,
                shape,
                learns,
                array(wanted),
                views.parameters().get(name),
                views.gradients().get(name),
                new HashMap<>());
    }

    private static boolean[] array(List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    /** Whether the value made is the value read, in another shape. */
    boolean reshapes() {
        return computation == null;
    }
}
