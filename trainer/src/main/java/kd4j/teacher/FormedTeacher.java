package kd4j.teacher;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kd4j.data.Batch;
import kd4j.data.TargetForm;
import kd4j.model.Blueprint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A teacher of numbers whose answers are brought from the units of the data into those that a student is trained in.
 *
 * @param asked answers in the units of the data
 * @param form the units
 */
public record FormedTeacher(Teacher asked, TargetForm form) implements TeacherAround {
    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        Map<String, INDArray> given = new HashMap<>(asked.signals(batch, taps));
        given.computeIfPresent(Blueprint.LOGITS, (tap, answers) -> formed(answers));
        return given;
    }

    private INDArray formed(INDArray answers) {
        try (answers) {
            double[] mean = form.outputMeans();
            double[] sd = form.outputDeviations();
            double[][] rows = answers.castTo(DataType.DOUBLE).toDoubleMatrix();
            for (double[] row : rows) {
                for (int output = 0; output < row.length; output++) {
                    row[output] = (row[output] - mean[output]) / sd[output];
                }
            }
            return Rows.array(rows);
        }
    }

    @Override
    public Teacher around(Teacher other) {
        return new FormedTeacher(other, form);
    }
}
