package kd4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import kd4j.data.Shape;
import kd4j.model.architecture.PlainCnn;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DecayMaskTest {
    private static final Network NETWORK =
            Network.create(new PlainCnn(List.of(2), true, 1).blueprint(Shape.of(4, 4, 1), 3), 1);

    @Test
    void running_statistics_never_decay() {
        assertEquals(List.of("norm1.mean", "norm1.variance"), spared(NETWORK.decayMask(true)));
        assertEquals(NETWORK.decayMask(true), NETWORK.decayMask());
    }

    @Test
    void biases_scales_and_shifts_can_be_spared() {
        assertEquals(
                List.of("norm1.gamma", "norm1.beta", "norm1.mean", "norm1.variance", "logits.bias"),
                spared(NETWORK.decayMask(false)));
    }

    /** Names of the parameters that are 0 in the mask; all others are 1 throughout. */
    private static List<String> spared(INDArray mask) {
        List<String> names = new ArrayList<>();
        for (Network.Segment s : NETWORK.segments()) {
            double mean = mask.get(NDArrayIndex.interval(s.from(), s.to()))
                    .meanNumber()
                    .doubleValue();
            if (mean == 0) {
                names.add(s.node() + "." + s.parameter().name());
            } else {
                assertEquals(1, mean, s.node());
            }
        }
        return names;
    }
}
