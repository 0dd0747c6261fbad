package kd4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.data.Samples;
import kd4j.data.Transform;
import kd4j.data.Truth;
import kd4j.loss.Outputs;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Evaluation;
import kd4j.metric.Prediction;
import kd4j.metric.Regressed;
import kd4j.metric.Regression;
import kd4j.model.Model;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Asks a model about all rows of a part of the data, in their own order and without augmentation, and counts. */
public final class Evaluator {
    private static final int ROWS_AT_ONCE = 256;

    private final Batches batches;
    private final Truth truth;
    private final INDArray teacherLogits;

    private Evaluator(Batches batches, Truth truth, INDArray teacherLogits) {
        this.batches = batches;
        this.truth = truth;
        this.teacherLogits = teacherLogits;
    }

    /**
     * An evaluator that also compares with the teacher, who is asked once; without these figures where the teacher does not
     * know all of these rows, or gives no class scores or numbers.
     *
     * @param teacher who answers for this part of the data: for test rows {@link Teacher#onTest}
     */
    public static Evaluator of(Samples rows, List<Transform> transforms, Optional<Teacher> teacher) {
        Batches batches = Batches.evaluation(rows, transforms, ROWS_AT_ONCE);
        INDArray answers = teacher.filter(t -> t.taps().contains(Outputs.LOGITS) && t.knows(rows))
                .map(t -> logits(asking(t), batches, rows.size()))
                .orElse(null);
        return new Evaluator(batches, rows.truth(IntStream.range(0, rows.size()).toArray()), answers);
    }

    /** How a model does on rows of either kind. */
    public Assessment assess(Model model) {
        return judge(model).result();
    }

    /** How a teacher does on rows of either kind. */
    public Assessment assess(Teacher teacher) {
        return judge(teacher).result();
    }

    /** How a model does on rows with classes. */
    public Classified evaluate(Model model) {
        return (Classified) judge(model).result();
    }

    /**
     * How a model does on rows of either kind, and what it said of each of them.
     *
     * @param predictions a row each; empty where numbers are predicted
     */
    public record Judged(Assessment result, List<Prediction> predictions) {}

    /** How a model does on rows of either kind, and what it said of each of them. */
    public Judged judge(Model model) {
        return judge(asking(model));
    }

    /** How a teacher does on rows of either kind, and what it said of each of them. */
    public Judged judge(Teacher teacher) {
        return judge(asking(teacher));
    }

    private Judged judge(Function<Batch, Map<String, INDArray>> asked) {
        try (INDArray logits = logits(asked, batches, truth.rows())) {
            return judged(logits, Optional.ofNullable(teacherLogits));
        }
    }

    private Judged judged(INDArray logits, Optional<INDArray> teacher) {
        return truth instanceof Truth.Targets targets
                ? new Judged(regressed(targets, logits, teacher), List.of())
                : classified(((Truth.Classes) truth).labels(), logits, teacher);
    }

    private static Judged classified(int[] labels, INDArray logits, Optional<INDArray> teacher) {
        Evaluation evaluation = new Evaluation(Math.toIntExact(logits.size(1)));
        teacher.ifPresentOrElse(
                answers -> evaluation.add(logits, labels, answers), () -> evaluation.add(logits, labels));
        return new Judged(evaluation.result(), evaluation.predictions());
    }

    private static Assessment regressed(Truth.Targets targets, INDArray answers, Optional<INDArray> teacher) {
        Regression regression =
                new Regression(targets.form().sd(), targets.form().quantiles());
        return regression.assess(doubles(answers), targets.values(), teacher.map(Evaluator::doubles));
    }

    private static double[][] doubles(INDArray array) {
        return array.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    /**
     * A sentence where the teacher is no better on these rows than whoever always names their most frequent class, or always
     * answers the mean of their targets.
     */
    Optional<String> teacherAtChance() {
        if (teacherLogits == null || truth.rows() == 0) {
            return Optional.empty();
        }
        return judged(teacherLogits, Optional.empty()).result() instanceof Classified teacher
                ? classesAtChance(teacher)
                : numbersAtChance(
                        (Regressed) judged(teacherLogits, Optional.empty()).result());
    }

    private static Optional<String> numbersAtChance(Regressed teacher) {
        return teacher.r2()
                .filter(r2 -> r2 <= 0)
                .map(r2 ->
                        "the teacher's root mean squared error on the %d validation rows is %.4g (R^2 %.3f); always answering their mean has R^2 0. It knows nothing of this data, or answers in other units."
                                .formatted(teacher.rows(), teacher.rmse(), r2));
    }

    private static Optional<String> classesAtChance(Classified teacher) {
        double rows = teacher.rows();
        double chance = teacher.rowsByClass().stream().mapToInt(n -> n).max().orElse(0) / rows;
        // Two standard errors above it, a blind teacher is found in about one case of forty.
        double bound = chance + 2 * Math.sqrt(chance * (1 - chance) / rows);
        return teacher.accuracy() > bound
                ? Optional.empty()
                : Optional.of(
                        "the teacher is right on %.1f %% of the %d validation rows; naming their most frequent class is right on %.1f %%. It knows nothing of this data, or its classes stand in another order."
                                .formatted(100 * teacher.accuracy(), teacher.rows(), 100 * chance));
    }

    /** The model's answers, {@code [rows, outputs]}. */
    public INDArray logits(Model model) {
        return logits(asking(model), batches, truth.rows());
    }

    /** The class of each row; only for rows that have classes. */
    public int[] labels() {
        return ((Truth.Classes) truth).labels().clone();
    }

    private static Function<Batch, Map<String, INDArray>> asking(Model model) {
        return batch -> model.forward(batch.features(), Set.of(Outputs.LOGITS));
    }

    private static Function<Batch, Map<String, INDArray>> asking(Teacher teacher) {
        return batch -> teacher.signals(batch, Set.of(Outputs.LOGITS));
    }

    private static INDArray logits(Function<Batch, Map<String, INDArray>> asked, Batches batches, int rows) {
        INDArray all = null;
        long at = 0;
        try (Prefetcher ahead = Prefetcher.of(batches)) {
            for (int i = 0; i < batches.steps(); i++) {
                Batch batch = ahead.next();
                Map<String, INDArray> answer = asked.apply(batch);
                INDArray some = answer.get(Outputs.LOGITS);
                if (all == null) {
                    all = Nd4j.createUninitialized(some.dataType(), rows, some.size(1));
                }
                all.get(NDArrayIndex.interval(at, at + some.size(0))).assign(some);
                at += some.size(0);
                answer.values().forEach(INDArray::close);
            }
        }
        return all;
    }
}
