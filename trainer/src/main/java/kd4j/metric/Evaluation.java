package kd4j.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kd4j.component.ShapeException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Collects what {@link Classified} reports, batch by batch; in doubles, so that it does not depend on how rows were cut into
 * batches but for rounding. Used by one thread at a time.
 */
public final class Evaluation {
    private final int[][] confusion;
    private final Calibration calibration = new Calibration();
    private final List<Prediction> predictions = new ArrayList<>();
    private int rows;
    private int compared;
    private int agreed;
    private double logLoss;
    private double divergence;

    /** With nothing seen yet. */
    public Evaluation(int classes) {
        confusion = new int[classes][classes];
    }

    /**
     * Adds rows without a teacher.
     *
     * @param logits {@code [rows, classes]}
     * @param labels the class of each row
     * @throws ShapeException when these do not fit each other or the number of classes
     */
    public Evaluation add(INDArray logits, int[] labels) {
        double[][] scores = scores("logits", logits, labels.length);
        for (int row = 0; row < labels.length; row++) {
            addRow(new Scored(scores[row]), labels[row]);
        }
        return this;
    }

    /** Adds rows with what the teacher gave for them, {@code [rows, classes]}. */
    public Evaluation add(INDArray logits, int[] labels, INDArray teacherLogits) {
        double[][] teacher = scores("teacher logits", teacherLogits, labels.length);
        double[][] student = scores("logits", logits, labels.length);
        for (int row = 0; row < labels.length; row++) {
            Scored own = new Scored(student[row]);
            addRow(own, labels[row]);
            compare(own, new Scored(teacher[row]));
        }
        return this;
    }

    /** What was seen so far. The comparison with the teacher is over the rows that came with one. */
    public Classified result() {
        List<Integer> ofClass = new ArrayList<>();
        List<Integer> wrong = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int all = Arrays.stream(confusion[c]).sum();
            ofClass.add(all);
            wrong.add(all - confusion[c][c]);
        }
        int errors = wrong.stream().mapToInt(Integer::intValue).sum();
        double accuracy = (rows - errors) / (double) rows;
        return new Classified(rows, errors, accuracy, logLoss / rows, calibration.error(), ofClass, wrong, likeness());
    }

    /** How often a row of class {@code [i]} was taken for class {@code [j]}; a copy. */
    public int[][] confusion() {
        return Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
    }

    /** What was answered to each row, in the order in which rows were added; a copy. */
    public List<Prediction> predictions() {
        return List.copyOf(predictions);
    }

    private Optional<Classified.Likeness> likeness() {
        return compared == 0
                ? Optional.empty()
                : Optional.of(new Classified.Likeness(agreed / (double) compared, divergence / compared));
    }

    private void addRow(Scored row, int label) {
        if (label < 0 || label >= confusion.length) {
            throw new ShapeException("label %d; there are %d classes, labels from 0 to %d"
                    .formatted(label, confusion.length, confusion.length - 1));
        }
        rows++;
        confusion[label][row.best()]++;
        logLoss -= row.logShare(label);
        Prediction prediction = new Prediction(label, row.best(), Math.exp(row.logShare(row.best())));
        calibration.add(prediction.probability(), prediction.right());
        predictions.add(prediction);
    }

    private void compare(Scored student, Scored teacher) {
        compared++;
        agreed += student.best() == teacher.best() ? 1 : 0;
        divergence += teacher.divergenceFrom(student);
    }

    private double[][] scores(String what, INDArray logits, int labels) {
        if (logits.rank() != 2 || logits.size(0) != labels || logits.size(1) != confusion.length) {
            throw new ShapeException("%s have shape %s; %d labels and %d classes need [%d, %d]"
                    .formatted(
                            what, Arrays.toString(logits.shape()), labels, confusion.length, labels, confusion.length));
        }
        return logits.castTo(DataType.DOUBLE).toDoubleMatrix();
    }
}
