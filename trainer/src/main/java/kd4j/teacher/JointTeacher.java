package kd4j.teacher;

import java.util.Arrays;
import java.util.Collections;
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
record JointTeacher(List<Teacher> members, List<Double> weights, EnsembleTeacher.Mean mean) implements Teacher {
    static Teacher of(List<Teacher> members, List<Double> given, EnsembleTeacher.Mean mean) {
        Teacher first = members.get(0);
        for (int i = 1; i < members.size(); i++) {
            Teacher other = members.get(i);
            if (first.classes() != other.classes() || !first.input().equals(other.input())) {
                throw new ShapeException(
                        "members of an ensemble do not fit: member 1 takes %s and tells %d classes apart, member %d takes %s and tells %d apart. Bring them together with a member's transforms and answers"
                                .formatted(first.input(), first.classes(), i + 1, other.input(), other.classes()));
            }
        }
        List<Double> raw = given.isEmpty() ? Collections.nCopies(members.size(), 1.0) : given;
        double sum = raw.stream().mapToDouble(w -> w).sum();
        return new JointTeacher(
                List.copyOf(members), raw.stream().map(w -> w / sum).toList(), mean);
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
        return mean == EnsembleTeacher.Mean.LOGITS ? ofLogits(own) : ofProbabilities(own);
    }

    private double[] ofLogits(double[][] own) {
        return IntStream.range(0, classes())
                .mapToDouble(c -> IntStream.range(0, own.length)
                        .mapToDouble(m -> weights.get(m) * own[m][c])
                        .sum())
                .toArray();
    }

    /** {@code log sum over m of exp(log w_m + z_m - lse(z_m))}, which stays finite where a probability is too small for a float. */
    private double[] ofProbabilities(double[][] own) {
        double[] normal = Arrays.stream(own).mapToDouble(LogSumExp::of).toArray();
        return IntStream.range(0, classes())
                .mapToDouble(c -> LogSumExp.of(IntStream.range(0, own.length)
                        .mapToDouble(m -> Math.log(weights.get(m)) + own[m][c] - normal[m])
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
        return all.size() == members.size() ? Optional.of(new JointTeacher(all, weights, mean)) : Optional.empty();
    }

    @Override
    public void close() {
        members.forEach(Teacher::close);
    }
}
