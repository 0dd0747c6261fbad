package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LstmTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Lstm(3, Returns.LAST);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(5, 2), Shape.of(1, 4));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4), Shape.of(4, 4, 2));
    }

    @Test
    void statesFollowTheFormulas() {
        LayerRun run = LayerRun.of(new Lstm(4, Returns.SEQUENCE), Shape.of(6, 3), 2, DataType.DOUBLE);
        double[] expected = RecurrentLoops.of(run, 4, 4).states(RecurrentLoops::lstm);
        assertArrayEquals(expected, RecurrentLoops.flat(run.forward(true)), 1e-12);
    }

    @Test
    void lastIsTheEndOfTheSequence() {
        LayerRun all = LayerRun.of(new Lstm(4, Returns.SEQUENCE), Shape.of(6, 3), 2, DataType.DOUBLE);
        LayerRun last = LayerRun.of(new Lstm(4, Returns.LAST), Shape.of(6, 3), 2, DataType.DOUBLE);
        assertEquals(all.forward(true).slice(5, 1), last.forward(true));
    }

    /** Weights (2 + 3) * 4 * 3 = 60, biases 2 * 12; products 5 times 60. */
    @Test
    void countsParametersAndProducts() {
        assertEquals(
                84,
                layer().parameters(Shape.of(5, 2)).stream()
                        .mapToInt(p -> p.shape().values())
                        .sum());
        assertEquals(300, layer().macs(Shape.of(5, 2)));
    }
}
