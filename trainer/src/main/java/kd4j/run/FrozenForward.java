package kd4j.run;

import java.util.Set;
import java.util.TreeMap;
import kd4j.component.Components;
import kd4j.data.Batches;
import kd4j.data.Samples;
import kd4j.export.OnnxForward;
import kd4j.file.Sha256;
import kd4j.model.Network;
import kd4j.teacher.FrozenTeacher;
import kd4j.teacher.Teacher;
import kd4j.teacher.TrainedTeacher;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What computes the answers of a teacher that was trained here: the network itself, or ONNX Runtime where the recipe says so and the
 * answers to some rows are the network's.
 *
 * @param data the rows
 * @param listener told how far both are apart
 */
record FrozenForward(Prepared data, RunListener listener) {
    /** Rows of the training part on which the answers are compared. */
    private static final int ROWS_COMPARED = 1000;

    /**
     * The teacher; it closes the network.
     *
     * @param taps what will be asked of it
     * @param folder where its files stand
     */
    Teacher of(TrainedTeacher source, Network network, Set<String> taps, RunFolder.ArmFolder folder) {
        if (!source.byOnnxRuntime()) {
            return Teacher.of(network);
        }
        try (INDArray rows = someRows()) {
            OnnxForward forward = OnnxForward.open(network, taps, rows, Threads.inOps(), folder.forward());
            listener.note(
                    "teacher.forward: onnx-runtime: differs from the network by at most %s of max(1, |answer|) on %d rows; allowed: %s"
                            .formatted(new TreeMap<>(forward.differences()), forward.rows(), OnnxForward.TOLERANCE));
            return new FrozenTeacher(Teacher.of(network), forward.model());
        }
    }

    /**
     * What says which numbers a teacher answers with: those of two programs are not the same bits.
     *
     * @param network digest of its parameters
     */
    static String digest(TrainedTeacher source, String network) {
        return source.byOnnxRuntime()
                ? Sha256.of(network + " by " + Components.describe(source).get("forward"))
                : network;
    }

    private INDArray someRows() {
        Samples rows = data.train();
        return Batches.evaluation(rows, data.transforms(), Math.min(ROWS_COMPARED, rows.size()))
                .batch(0)
                .features();
    }
}
