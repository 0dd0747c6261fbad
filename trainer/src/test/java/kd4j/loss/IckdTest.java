package kd4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kd4j.component.ShapeException;
import kd4j.loss.Ickd.Form;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IckdTest {
    @Nested
    class PerSample implements LossContract.OfDivergence {
        @Override
        public Loss loss() {
            return new Ickd(Form.PER_SAMPLE);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }

        @Override
        public void shapesThatDifferAreRefused() {
            // Sizes may differ; channels may not, which is tested below.
        }
    }

    @Nested
    class Twice implements LossContract.OfRelations {
        @Override
        public Loss loss() {
            return new Ickd(Form.PER_SAMPLE_TWICE);
        }

        @Override
        public long[] shape(String tap, int rows) {
            return new long[] {rows, 2, 3, 4};
        }
    }

    /** One pixel, channels 1, 0 and 1, 1: (1 - 1/sqrt 2)^2 + 1/2 and 1/2 + 1/2, over two channels. */
    @Test
    void knownValues() {
        Signals signals = Shown.taps(new double[] {1, 0}, new double[] {1, 1}, 1, 1, 1, 2);
        assertEquals(
                (3 - Math.sqrt(2)) / 2,
                new Ickd(Form.PER_SAMPLE).evaluate(signals).value(),
                1e-15);
    }

    @Test
    void otherChannelsAreRefused() {
        Signals wrong = Shown.taps(new double[2], new long[] {1, 1, 1, 2}, new double[3], new long[] {1, 1, 1, 3});
        assertEquals(
                "ickd: the student's tap has shape [1, 1, 1, 2], the teacher's [1, 1, 1, 3]; both must have the same number of channels; give the loss an adapter, such as conv-1x1",
                assertThrows(ShapeException.class, () -> new Ickd(Form.PER_SAMPLE).evaluate(wrong))
                        .getMessage());
    }
}
