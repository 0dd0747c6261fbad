package kd4j.teacher;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.component.ShapeException;
import kd4j.data.Batch;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of several teachers. */
record JointTeacher(List<Teacher> members, EnsembleTeacher settings) implements Teacher {
    static Teacher of(List<Teacher> members, EnsembleTeacher settings) {
        Teacher first = members.get(0);
        for (int i = 1; i < members.size(); i++) {
            Teacher other = members.get(i);
            if (first.classes() != other.classes() || !first.input().equals(other.input())) {
                throw new ShapeException(
                        "members of an ensemble do not fit: member 1 takes %s and tells %d classes apart, member %d takes %s and tells %d apart. Bring them together with a member's transforms and answers"
                                .formatted(first.input(), first.classes(), i + 1, other.input(), other.classes()));
            }
        }
        return new JointTeacher(List.copyOf(members), settings);
    }

    private double[] weights(double[][] own) {
        if (settings.weighing() == EnsembleTeacher.Weighing.BY_ENTROPY) {
            return byEntropy(own);
        }
        List<Double> given = settings.weights();
        double sum = given.stream().mapToDouble(w -> w).sum();
        return IntStream.range(0, own.length)
                .mapToDouble(m -> given.isEmpty() ? 1.0 / own.length : given.get(m) / sum)
                .toArray();
    }

    private static double[] byEntropy(double[][] own) {
        double[] spread = Arrays.stream(own)
                .mapToDouble(z -> Math.exp(LogSumExp.entropy(z)))
                .toArray();
        double sum = Arrays.stream(spread).sum();
        return Arrays.stream(spread).map(s -> (1 - s / sum) / (own.length - 1)).toArray();
    }

    @Override
    public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ShapeException("an ensemble has the tap 'logits' alone, asked for " + taps);
        }
        if (taps.isEmpty()) {
            return Map.of();
        }
        double[][][] scores = members.stream().map(m -> scores(m, batch)).toArray(double[][][]::new);
        double[][] rows = IntStream.range(0, batch.rows())
                .mapToObj(row -> row(scores, row))
                .toArray(double[][]::new);
        return Map.of(Blueprint.LOGITS, Rows.array(rows));
    }

    private static double[][] scores(Teacher member, Batch batch) {
        try (INDArray logits = member.signals(batch, Set.of(Blueprint.LOGITS)).get(Blueprint.LOGITS)) {
            return logits.castTo(DataType.DOUBLE).toDoubleMatrix();
        }
    }

    private double[] row(double[][][] scores, int row) {
        double[][] own = Arrays.stream(scores).map(member -> member[row]).toArray(double[][]::new);
        double[] weights = weights(own);
        return settings.mean() == EnsembleTeacher.Mean.LOGITS ? ofLogits(own, weights) : ofProbabilities(own, weights);
    }

    private double[] ofLogits(double[][] own, double[] weights) {
        return IntStream.range(0, classes())
                .mapToDouble(c -> IntStream.range(0, own.length)
                        .mapToDouble(m -> weights[m] * own[m][c])
                        .sum())
                .toArray();
    }

    /** {@code log sum over m of exp(log w_m + z_m - lse(z_m))}, which stays finite where a probability is too small for a float. */
    private double[] ofProbabilities(double[][] own, double[] weights) {
        double[] normal = Arrays.stream(own).mapToDouble(LogSumExp::of).toArray();
        return IntStream.range(0, classes())
                .mapToDouble(c -> LogSumExp.of(IntStream.range(0, own.length)
                        .mapToDouble(m -> Math.log(weights[m]) + own[m][c] - normal[m])
                        .toArray()))
                .toArray();
    }

    @Override
    public Shape input() {
        return members.get(0).input();
    }

    @Override
    public int classes() {
        return members.get(0).classes();
    }

    @Override
    public Set<String> taps() {
        return Set.of(Blueprint.LOGITS);
    }

    @Override
    public long parameters() {
        return members.stream().mapToLong(Teacher::parameters).sum();
    }

    @Override
    public boolean knows(Samples rows) {
        return members.stream().allMatch(m -> m.knows(rows));
    }

    @Override
    public Optional<Teacher> onTest() {
        List<Teacher> all = members.stream().flatMap(m -> m.onTest().stream()).toList();
        return all.size() == members.size() ? Optional.of(new JointTeacher(all, settings)) : Optional.empty();
    }

    @Override
    public void close() {
        members.forEach(Teacher::close);
    }
}
