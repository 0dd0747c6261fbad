package kd4j.teacher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kd4j.data.Batch;
import kd4j.data.Shape;
import kd4j.model.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network whose answers another program computes, from a copy of its parameters. It gives only the taps that the copy
 * was made with; whatever else is asked of a teacher, the network answers. Closing it closes both.
 *
 * @param asked the network
 * @param forward the copy
 */
public record FrozenTeacher(Teacher asked, Model forward) implements TeacherAround {
    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        return forward.forward(batch.features(), taps);
    }

    @Override
    public Set<String> taps() {
        return forward.taps();
    }

    @Override
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>(asked.shapes()); // in the order of the network's layers
        shapes.keySet().retainAll(taps());
        return shapes;
    }

    /** The network answers for the test part as for any other, so this is never asked. */
    @Override
    public Teacher around(Teacher other) {
        return new FrozenTeacher(other, forward);
    }

    @Override
    public void close() {
        forward.close();
        asked.close();
    }
}
