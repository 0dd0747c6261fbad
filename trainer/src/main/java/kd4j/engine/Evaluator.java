package kd4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.data.Samples;
import kd4j.data.Transform;
import kd4j.loss.Outputs;
import kd4j.metric.Classified;
import kd4j.metric.Evaluation;
import kd4j.model.Model;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Asks a model about all rows of a part of the data, in their own order and without augmentation, and counts. */
public final class Evaluator {
    private static final int ROWS_AT_ONCE = 256;

    private final Batches batches;
    private final int[] labels;
    private final INDArray teacherLogits;

    private Evaluator(Batches batches, int[] labels, INDArray teacherLogits) {
        this.batches = batches;
        this.labels = labels;
        this.teacherLogits = teacherLogits;
    }

    /**
     * An evaluator that also counts agreement with the teacher, who is asked once; without that figure where the teacher does not
     * know all of these rows, or gives no class scores.
     *
     * @param teacher who answers for this part of the data: for test rows {@link Teacher#onTest}
     */
    public static Evaluator of(Samples rows, List<Transform> transforms, Optional<Teacher> teacher) {
        Batches batches = Batches.evaluation(rows, transforms, ROWS_AT_ONCE);
        int[] labels = new int[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.label(i);
        }
        INDArray answers = teacher.filter(t -> t.taps().contains(Outputs.LOGITS) && t.knows(rows))
                .map(t -> logits(asking(t), batches, labels.length))
                .orElse(null);
        return new Evaluator(batches, labels, answers);
    }

    /** Counts how the model does. */
    public Classified evaluate(Model model) {
        return judge(model).result();
    }

    /** The same with what the model said of each row. */
    public Evaluation judge(Model model) {
        return judge(asking(model), model.classes());
    }

    /** Counts how a teacher does. */
    public Classified evaluate(Teacher teacher) {
        return judge(teacher).result();
    }

    /** The same with what the teacher said of each row. */
    public Evaluation judge(Teacher teacher) {
        return judge(asking(teacher), teacher.classes());
    }

    private Evaluation judge(Function<Batch, Map<String, INDArray>> asked, int classes) {
        try (INDArray logits = logits(asked, batches, labels.length)) {
            Evaluation evaluation = new Evaluation(classes);
            return teacherLogits == null
                    ? evaluation.add(logits, labels)
                    : evaluation.add(logits, labels, teacherLogits);
        }
    }

    /** A sentence where the teacher is no better on these rows than whoever always names their most frequent class. */
    Optional<String> teacherAtChance() {
        if (teacherLogits == null || labels.length == 0) {
            return Optional.empty();
        }
        Classified teacher = new Evaluation(Math.toIntExact(teacherLogits.size(1)))
                .add(teacherLogits, labels)
                .result();
        double chance = teacher.rowsByClass().stream().mapToInt(n -> n).max().orElse(0) / (double) labels.length;
        // Two standard errors above it, a blind teacher is found in about one case of forty.
        double bound = chance + 2 * Math.sqrt(chance * (1 - chance) / labels.length);
        return teacher.accuracy() > bound
                ? Optional.empty()
                : Optional.of(
                        "the teacher is right on %.1f %% of the %d validation rows; naming their most frequent class is right on %.1f %%. It knows nothing of this data, or its classes stand in another order."
                                .formatted(100 * teacher.accuracy(), labels.length, 100 * chance));
    }

    /** The model's logits, {@code [rows, classes]}. */
    public INDArray logits(Model model) {
        return logits(asking(model), batches, labels.length);
    }

    public int[] labels() {
        return labels.clone();
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
