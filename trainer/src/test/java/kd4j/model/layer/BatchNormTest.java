package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchNormTest implements LayerContract {
    @Override
    public Layer layer() {
        return new BatchNorm(1e-3, 0.1);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(3, 4, 2), Shape.of(5, 5, 8), Shape.of(6));
    }

    @Override
    public List<Shape> refused() {
        return List.of();
    }

    /** Rows 1, 2, 6: mean 3, squared distances 4 + 1 + 9 = 14, so variance 14/3 over the batch and 14/2 unbiased. */
    @Test
    void runningStatisticsMoveAsInPyTorch() {
        LayerRun run = LayerRun.of(new BatchNorm(1e-5, 0.1), Shape.of(1), 3, DataType.DOUBLE);
        run.input().putScalar(0, 1).putScalar(1, 2).putScalar(2, 6);
        run.parameters().get("gamma").assign(2);
        run.parameters().get("beta").assign(5);
        run.parameters().get("mean").assign(10);
        run.parameters().get("variance").assign(20);
        INDArray output = run.forward(true);
        assertEquals(0.9 * 10 + 0.1 * 3, run.parameters().get("mean").getDouble(0), 1e-12);
        assertEquals(0.9 * 20 + 0.1 * 7, run.parameters().get("variance").getDouble(0), 1e-12);
        assertEquals(5 + 2 * (6 - 3) / Math.sqrt(14 / 3.0 + 1e-5), output.getDouble(2), 1e-9);
    }

    @Test
    void usesRunningStatisticsOutsideOfTraining() {
        LayerRun run = LayerRun.of(new BatchNorm(1e-5, 0.1), Shape.of(1), 3, DataType.DOUBLE);
        run.input().putScalar(0, 6);
        run.parameters().get("gamma").assign(2);
        run.parameters().get("beta").assign(5);
        run.parameters().get("mean").assign(10);
        run.parameters().get("variance").assign(16);
        assertEquals(5 + 2 * (6 - 10) / Math.sqrt(16 + 1e-5), run.forward(false).getDouble(0), 1e-12);
        assertEquals(10, run.parameters().get("mean").getDouble(0));
    }
}
