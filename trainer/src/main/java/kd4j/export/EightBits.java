package kd4j.export;

import kd4j.compress.quantise.PostTraining;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a network is brought to 8 bits.
 *
 * @param settings how its grids are chosen; a network that was trained with rounding has them
 * @param rows {@code [rows, ...input]} that calibration looks at: rows of the training, some hundreds
 */
public record EightBits(PostTraining.Settings settings, INDArray rows) {
    /** The usual settings. */
    public static EightBits usual(INDArray rows) {
        return new EightBits(PostTraining.Settings.USUAL, rows);
    }
}
