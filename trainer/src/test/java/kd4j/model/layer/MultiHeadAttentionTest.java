package kd4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MultiHeadAttentionTest implements LayerContract {
    @Override
    public Layer layer() {
        return new MultiHeadAttention(2);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(Shape.of(3, 4), Shape.of(1, 2), Shape.of(2, 6));
    }

    @Override
    public List<Shape> refused() {
        return List.of(Shape.of(4), Shape.of(4, 4, 2), Shape.of(4, 3));
    }

    @Test
    void outputFollowsTheFormula() {
        LayerRun run = LayerRun.of(layer(), Shape.of(5, 6), 2, DataType.DOUBLE);
        INDArray output = run.forward(true);
        for (int row = 0; row < 2; row++) {
            double[][] expected = attention(run, row, 5, 6, 2);
            for (int t = 0; t < 5; t++) {
                for (int c = 0; c < 6; c++) {
                    assertEquals(expected[t][c], output.getDouble(row, t, c), 1e-12);
                }
            }
        }
    }

    /** Loops over doubles: one row, each head and each time by itself. */
    private static double[][] attention(LayerRun run, int row, int times, int channels, int heads) {
        double[][] x = new double[times][channels];
        for (int t = 0; t < times; t++) {
            for (int c = 0; c < channels; c++) {
                x[t][c] = run.input().getDouble(row, t, c);
            }
        }
        double[][] projected = affine(run, "in", x, 3 * channels);
        int size = channels / heads;
        double[][] gathered = new double[times][channels];
        for (int head = 0; head < heads; head++) {
            for (int t = 0; t < times; t++) {
                gather(projected, gathered[t], t, head * size, size, channels);
            }
        }
        return affine(run, "out", gathered, channels);
    }

    private static void gather(double[][] projected, double[] result, int t, int from, int size, int channels) {
        double[] shares = new double[projected.length];
        double total = 0;
        for (int other = 0; other < shares.length; other++) {
            double fit = 0;
            for (int i = from; i < from + size; i++) {
                fit += projected[t][i] * projected[other][channels + i];
            }
            shares[other] = Math.exp(fit / Math.sqrt(size));
            total += shares[other];
        }
        for (int other = 0; other < shares.length; other++) {
            for (int i = from; i < from + size; i++) {
                result[i] += shares[other] / total * projected[other][2 * channels + i];
            }
        }
    }

    private static double[][] affine(LayerRun run, String name, double[][] x, int out) {
        double[][] y = new double[x.length][out];
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < out; j++) {
                y[t][j] = run.parameters().get(name + "-bias").getDouble(j);
                for (int i = 0; i < x[t].length; i++) {
                    y[t][j] += x[t][i] * run.parameters().get(name + "-weight").getDouble(i, j);
                }
            }
        }
        return y;
    }

    @Test
    void headsMustDivideTheChannels() {
        var e = assertThrows(ShapeException.class, () -> new MultiHeadAttention(4).output(Shape.of(7, 6)));
        assertEquals("multi-head-attention cuts the channels into 4 equal heads; 7x6 has 6 channels", e.getMessage());
    }

    /** Weights 4 * 6 * 6 = 144, biases 4 * 6; products 5 * 144 for the projections, 2 * 5 * 5 * 6 between times. */
    @Test
    void countsParametersAndProducts() {
        Shape shape = Shape.of(5, 6);
        assertEquals(
                168,
                layer().parameters(shape).stream()
                        .mapToInt(p -> p.shape().values())
                        .sum());
        assertEquals(720 + 300, layer().macs(shape));
    }
}
