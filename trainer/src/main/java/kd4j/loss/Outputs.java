package kd4j.loss;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network gave for one batch, by tap. Class scores are under {@link #LOGITS}.
 *
 * @param arrays an array by tap, batch first; never changed by losses
 */
public record Outputs(Map<String, INDArray> arrays) {
    /** The tap of the class scores, {@code [rows, classes]}, before any softmax. */
    public static final String LOGITS = "logits";

    /** The inner tap that a loss of features reads; which layer of the network it is, whoever uses the loss says. */
    public static final String TAP = "tap";

    /** The second inner tap, for losses that need two of each network. */
    public static final String SECOND_TAP = "second-tap";

    public Outputs {
        arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
    }

    public static Outputs ofLogits(INDArray logits) {
        return new Outputs(Map.of(LOGITS, logits));
    }

    public INDArray logits() {
        return at(LOGITS);
    }

    public INDArray at(String tap) {
        INDArray array = arrays.get(tap);
        if (array == null) {
            throw new ShapeException("no tap '%s'; there are %s".formatted(tap, arrays.keySet()));
        }
        return array;
    }
}
