package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PositionsTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Positions(Positions.Kind.SINUSOIDAL);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 3), Shape.of(1, 2));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4), Shape.of(4, 4, 2));
    }

    /** Five channels: wavelengths for channels 0 and 1, 2 and 3, and 4 alone; 10000^(2/5) = 39.81..., 10000^(4/5) = 1584.89... */
    @Test
    void addsSinesAndCosines() {
        LayerRun run = LayerRun.of(layer(), Shape.of(8, 5), 2, DataType.DOUBLE);
        INDArray added = run.forward(true).sub(run.input());
        for (int row = 0; row < 2; row++) {
            assertEquals(0, added.getDouble(row, 0, 0), 1e-12);
            assertEquals(1, added.getDouble(row, 0, 1), 1e-12);
            assertEquals(Math.sin(7), added.getDouble(row, 7, 0), 1e-12);
            assertEquals(Math.cos(7), added.getDouble(row, 7, 1), 1e-12);
            assertEquals(Math.sin(7 / 39.810717055349734), added.getDouble(row, 7, 2), 1e-12);
            assertEquals(Math.cos(7 / 39.810717055349734), added.getDouble(row, 7, 3), 1e-12);
            assertEquals(Math.sin(7 / 1584.8931924611136), added.getDouble(row, 7, 4), 1e-12);
        }
    }

    @Test
    void learnedPositionsAreAddedToEveryRow() {
        LayerRun run = LayerRun.of(new Positions(Positions.Kind.LEARNED), Shape.of(3, 2), 2, DataType.DOUBLE);
        INDArray output = run.forward(true);
        INDArray vectors = run.parameters().get("vectors");
        for (int i = 0; i < 12; i++) {
            int row = i / 6;
            int time = i / 2 % 3;
            int channel = i % 2;
            assertEquals(
                    run.input().getDouble(row, time, channel) + vectors.getDouble(time, channel),
                    output.getDouble(row, time, channel),
                    1e-12);
        }
    }
}
