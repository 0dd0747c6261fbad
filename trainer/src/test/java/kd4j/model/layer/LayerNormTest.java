package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LayerNormTest implements LayerContract {
    @Override
    public Layer layer() {
        return new LayerNorm(1e-3);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(4, 3), Shape.of(6), Shape.of(2, 3, 4));
    }

    @Override
    public List<Shape> refused() {
        return List.of();
    }

    /** Channels 1, 2, 6: mean 3, squared distances 4 + 1 + 9 = 14, so the variance is 14/3. */
    @Test
    void normalisesEachPlaceByItself() {
        LayerRun run = LayerRun.of(new LayerNorm(1e-5), Shape.of(2, 3), 1, DataType.DOUBLE);
        double[] values = {1, 2, 6, 101, 102, 106};
        for (int i = 0; i < values.length; i++) {
            run.input().putScalar(0, i / 3, i % 3, values[i]);
        }
        for (int c = 0; c < 3; c++) {
            run.parameters().get("gamma").putScalar(c, c + 1);
            run.parameters().get("beta").putScalar(c, 10 * c);
        }
        INDArray output = run.forward(false);
        double deviation = Math.sqrt(14 / 3.0 + 1e-5);
        for (int time = 0; time < 2; time++) {
            assertEquals(-2 / deviation, output.getDouble(0, time, 0), 1e-12);
            assertEquals(10 + 2 * -1 / deviation, output.getDouble(0, time, 1), 1e-12);
            assertEquals(20 + 3 * 3 / deviation, output.getDouble(0, time, 2), 1e-12);
        }
    }

    /** Equal channels have variance 0: only epsilon keeps the division finite. */
    @Test
    void equalChannelsGiveTheShift() {
        LayerRun run = LayerRun.of(new LayerNorm(1e-5), Shape.of(3), 1, DataType.FLOAT);
        run.input().assign(7);
        assertEquals(run.parameters().get("beta"), run.forward(true).reshape(3));
    }
}
