package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kd4j.data.Shape;
import kd4j.model.Layer;
import kd4j.model.kernel.Nd4jKernels;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest implements LayerContract {
    @Override
    public Layer layer() {
        return new Dropout(0.4);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(20), Shape.of(3, 4, 2));
    }

    @Override
    public List<Shape> refused() {
        return List.of();
    }

    private static INDArray mask(long seed, double rate) {
        INDArray mask = Nd4j.create(DataType.DOUBLE, 100_000);
        new Nd4jKernels().dropoutMask(seed, rate, mask);
        return mask;
    }

    /** With 100,000 draws the share's standard deviation is at most 0.0016, the mean's of 0.8 dropped 0.0063. */
    @Test
    void dropsTheShareAndKeepsTheMean() {
        for (double rate : new double[] {0.2, 0.5, 0.8}) {
            INDArray mask = mask(1, rate);
            assertEquals(rate, mask.eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue(), 0.008);
            assertEquals(1, mask.meanNumber().doubleValue(), 0.032);
            assertEquals(1 / (1 - rate), mask.maxNumber().doubleValue(), 1e-12);
        }
    }

    @Test
    void seedsDifferAndRepeat() {
        assertEquals(mask(1, 0.5), mask(1, 0.5));
        assertNotEquals(mask(1, 0.5), mask(2, 0.5));
    }

    /** Neighbours in one mask, and the same place in the masks of neighbouring seeds, agree half of the time. */
    @Test
    void drawsAreIndependent() {
        INDArray one = mask(7, 0.5).gt(0).castTo(DataType.DOUBLE);
        INDArray two = mask(8, 0.5).gt(0).castTo(DataType.DOUBLE);
        assertEquals(0.5, one.eq(two).castTo(DataType.DOUBLE).meanNumber().doubleValue(), 0.008);
        INDArray pairs = one.reshape('c', new long[] {50_000, 2});
        assertEquals(
                0.5,
                pairs.getColumn(0)
                        .eq(pairs.getColumn(1))
                        .castTo(DataType.DOUBLE)
                        .meanNumber()
                        .doubleValue(),
                0.012);
    }

    @Test
    void passesEverythingOnOutsideOfTraining() {
        LayerRun run = LayerRun.of(layer(), Shape.of(20), 3, DataType.FLOAT);
        assertEquals(run.input(), run.forward(false));
        assertTrue(run.forward(true).eq(0).any());
    }
}
