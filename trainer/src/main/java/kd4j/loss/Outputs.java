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
