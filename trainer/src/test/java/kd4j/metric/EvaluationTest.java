package kd4j.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kd4j.component.ShapeException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {
    /** Probabilities 0.75 (right), 0.76 (wrong) and 0.9 (wrong) of class 0; the first two share the bin from 11/15 to 12/15. */
    private static final INDArray LOGITS = logs(new double[][] {{0.75, 0.25}, {0.76, 0.24}, {0.9, 0.1}});

    private static final int[] LABELS = {0, 1, 1};

    @Test
    void figuresAreThoseWorkedOutByHand() {
        Classified result = new Evaluation(2).add(LOGITS, LABELS).result();
        assertEquals(3, result.rows());
        assertEquals(2, result.errors());
        assertEquals(1 / 3.0, result.accuracy(), 1e-15);
        assertEquals(-Math.log(0.75 * 0.24 * 0.1) / 3, result.negativeLogLikelihood(), 1e-14);
        assertEquals((Math.abs(1 - 0.75 - 0.76) + 0.9) / 3, result.calibrationError(), 1e-14);
        assertEquals(List.of(1, 2), result.rowsByClass());
        assertEquals(List.of(0, 2), result.errorsByClass());
        assertEquals(Optional.empty(), result.teacher());
    }

    @Test
    void aConfidenceOnABorderBelongsToTheBinBelow() {
        Calibration border = new Calibration();
        border.add(0.6, true);
        border.add(0.59, false);
        assertEquals(Math.abs(1 - 0.6 - 0.59) / 2, border.error(), 1e-15);
        border.add(1, true);
        assertEquals(0.19 / 3, border.error(), 1e-15);
    }

    @Test
    void confusionHasLabelsInRowsAndAnswersInColumns() {
        int[][] confusion = new Evaluation(2).add(LOGITS, LABELS).confusion();
        assertArrayEquals(new int[][] {{1, 0}, {2, 0}}, confusion);
    }

    /** KL of (1/2, 1/2) from (3/4, 1/4) and 0; the same highest score once, the tie at 1/2 going to class 0. */
    @Test
    void likenessToTheTeacher() {
        INDArray student = logs(new double[][] {{0.75, 0.25}, {0.3, 0.7}, {0.3, 0.7}});
        INDArray teacher = logs(new double[][] {{0.5, 0.5}, {0.3, 0.7}, {0.6, 0.4}});
        Classified.Likeness likeness = new Evaluation(2)
                .add(student, new int[3], teacher)
                .result()
                .teacher()
                .orElseThrow();
        double third = 0.6 * Math.log(2) + 0.4 * Math.log(4 / 7.0);
        double first = 0.5 * Math.log(2 / 3.0) + 0.5 * Math.log(2);
        assertEquals(2 / 3.0, likeness.agreement(), 1e-15);
        assertEquals((first + third) / 3, likeness.divergence(), 1e-14);
    }

    @Test
    void batchesAddUp() {
        Random random = new Random(2);
        INDArray logits = Nd4j.createFromArray(random.doubles(400, -8, 8).toArray())
                .reshape(100, 4)
                .castTo(DataType.FLOAT);
        INDArray teacher = logits.mul(0.5);
        int[] labels = random.ints(100, 0, 4).toArray();
        Classified whole = new Evaluation(4).add(logits, labels, teacher).result();
        Evaluation parts = new Evaluation(4);
        for (int from = 0; from < 100; from += 30) {
            int to = Math.min(100, from + 30);
            var rows = NDArrayIndex.interval(from, to);
            parts.add(logits.get(rows), Arrays.copyOfRange(labels, from, to), teacher.get(rows));
        }
        assertEquals(whole, parts.result());
        assertEquals(1, whole.teacher().orElseThrow().agreement());
    }

    @Test
    void extremeScoresStayFinite() {
        INDArray logits = Nd4j.createFromArray(new float[][] {{1e4f, -1e4f}});
        Classified result =
                new Evaluation(2).add(logits, new int[] {1}, logits.neg()).result();
        assertEquals(2e4, result.negativeLogLikelihood(), 0);
        assertEquals(2e4, result.teacher().orElseThrow().divergence(), 0);
        assertEquals(1, result.calibrationError(), 0);
    }

    /** Softmax of (0, ln 3) is (1/4, 3/4). */
    @Test
    void eachRowKeepsItsAnswer() {
        INDArray logits = Nd4j.createFromArray(new double[][] {{0, Math.log(3)}, {2, 2}});
        Evaluation evaluation = new Evaluation(2).add(logits, new int[] {1, 1});
        assertEquals(1, evaluation.predictions().get(0).predicted());
        assertEquals(0.75, evaluation.predictions().get(0).probability(), 1e-15);
        assertEquals(0, evaluation.predictions().get(1).predicted());
        assertEquals(0.5, evaluation.predictions().get(1).probability(), 1e-15);
        assertEquals(1, evaluation.result().errors());
    }

    @Test
    void goesThroughJson() {
        Classified result = new Evaluation(2).add(LOGITS, LABELS, LOGITS).result();
        JsonMapper mapper = JsonMapper.shared();
        String json = mapper.writeValueAsString(result);
        assertEquals(result, mapper.readValue(json, Classified.class));
        assertTrue(json.contains("\"errorsByClass\":[0,2]"), json);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals(
                "logits have shape [3, 2]; 2 labels and 2 classes need [2, 2]",
                assertThrows(ShapeException.class, () -> new Evaluation(2).add(LOGITS, new int[2]))
                        .getMessage());
        assertEquals(
                "teacher logits have shape [2, 3]; 3 labels and 2 classes need [3, 2]",
                assertThrows(ShapeException.class, () -> new Evaluation(2).add(LOGITS, LABELS, LOGITS.transpose()))
                        .getMessage());
        assertEquals(
                "label 2; there are 2 classes, labels from 0 to 1",
                assertThrows(ShapeException.class, () -> new Evaluation(2).add(LOGITS, new int[] {0, 2, 1}))
                        .getMessage());
    }

    private static INDArray logs(double[][] probabilities) {
        INDArray logits = Nd4j.createFromArray(probabilities);
        return Transforms.log(logits).addi(3);
    }
}
