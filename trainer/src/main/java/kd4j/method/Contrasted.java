package kd4j.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.component.ShapeException;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.method.adapter.Embedding;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The contrastive term at work: two embeddings, two memories, and the normalisers that the first batch fixes. */
final class Contrasted implements Summand {
    private static final String NAME = "crd";

    private final Crd settings;
    private final Taps.Pair pair;
    private final Samples rows;
    private final Network ofStudent;
    private final Network ofTeacher;
    private final Remembered students;
    private final Remembered teachers;
    /** Z of the student's and of the teacher's side; 0 before the first batch. */
    private final INDArray normalizers = Nd4j.zeros(DataType.FLOAT, 2);

    private final Map<Integer, int[]> others = new HashMap<>();

    private Contrasted(Crd settings, Taps.Pair pair, Context context) {
        this.settings = settings;
        this.pair = pair;
        this.rows = context.rows();
        Shape student = context.student().shapes().get(pair.student());
        this.ofStudent = Network.create(Embedding.blueprint(student, settings.size()), seed(context, 0));
        Shape teacher = context.teacher().get(pair.teacher());
        this.ofTeacher = Network.create(Embedding.blueprint(teacher, settings.size()), seed(context, 1));
        this.students = Remembered.of(rows, settings.size(), seed(context, 2));
        this.teachers = Remembered.of(rows, settings.size(), seed(context, 3));
    }

    private static long seed(Context context, int use) {
        return Seeds.mix(Seeds.Use.INITIAL, context.seed(), NAME.hashCode(), use);
    }

    static Optional<Contrasted> of(Crd settings, Context context, List<String> problems) {
        List<Taps.Pair> pairs = settings.at().pairs(context, problems);
        if (problems.isEmpty() && pairs.size() != 1) {
            problems.add("at: crd compares one layer of each network, given " + pairs);
        }
        if (settings.negatives() == Crd.Negatives.OTHER_CLASSES
                && context.asked().targets()) {
            throw new RowsException(
                    List.of("method: negatives: other-classes, but the rows have numbers to predict. Choose any-row"));
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Contrasted(settings, pairs.get(0), context));
        } catch (ShapeException e) {
            problems.add("at: " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Set<String> studentTaps() {
        return Set.of(pair.student());
    }

    @Override
    public Set<String> teacherTaps() {
        return Set.of(pair.teacher());
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        double factor = settings.weight().at(signals.progress());
        int[] own = IntStream.of(step.batch().ids()).map(students::place).toArray();
        int[][] chosen = chosen(own, step);
        List<Part> parts = new ArrayList<>();
        INDArray student = signals.student().at(pair.student());
        INDArray teacher = signals.teacher().at(pair.teacher());
        float[][] seenOfStudent = new float[own.length][];
        float[][] seenOfTeacher = new float[own.length][];
        INDArray gradient = side(ofStudent, student, teachers, 0, chosen, factor, seenOfStudent, parts);
        side(ofTeacher, teacher, students, 1, chosen, factor, seenOfTeacher, parts);
        for (int b = 0; b < own.length; b++) {
            students.move(own[b], seenOfStudent[b], settings.momentum());
            teachers.move(own[b], seenOfTeacher[b], settings.momentum());
        }
        double sum = parts.stream().mapToDouble(Part::value).sum();
        return new Share(new Part("", factor, NAME, sum, parts), Map.of(pair.student(), gradient));
    }

    private INDArray side(
            Network embedding,
            INDArray array,
            Remembered bank,
            int number,
            int[][] chosen,
            double factor,
            float[][] seen,
            List<Part> parts) {
        Contrast contrast = new Contrast(settings.temperature(), rows.size());
        return embedding
                .relay(Map.of(Blueprint.INPUT, array), Set.of(Embedding.END), 0, given -> {
                    float[][] embedded = given.get(Embedding.END).toFloatMatrix();
                    System.arraycopy(embedded, 0, seen, 0, embedded.length);
                    if (normalizers.getFloat(number) == 0) {
                        normalizers.putScalar(number, contrast.normalizer(embedded, bank, chosen));
                    }
                    Contrast.Side side = contrast.side(embedded, bank, chosen, normalizers.getFloat(number));
                    parts.add(Part.of(1, number == 0 ? "student" : "teacher", side.value()));
                    INDArray gradient = Nd4j.createFromArray(side.gradient()).muli(factor);
                    return new HashMap<>(Map.of(Embedding.END, gradient.castTo(DataType.FLOAT)));
                })
                .get(Blueprint.INPUT);
    }

    /** For each row of the batch itself and the rows that it is compared with; they follow from seed, step and row. */
    private int[][] chosen(int[] own, Step step) {
        int[][] chosen = new int[own.length][];
        for (int b = 0; b < own.length; b++) {
            int[] from = candidates(own[b]);
            chosen[b] = new int[settings.count() + 1];
            chosen[b][0] = own[b];
            for (int k = 1; k < chosen[b].length; k++) {
                long drawn = Seeds.mix(Seeds.Use.NOISE, step.seed(), step.number(), NAME.hashCode(), b, k);
                chosen[b][k] = from[(int) Seeds.below(drawn, from.length)];
            }
        }
        return chosen;
    }

    private int[] candidates(int own) {
        boolean any = settings.negatives() == Crd.Negatives.ANY_ROW;
        int label = any ? -1 : rows.label(own);
        return others.computeIfAbsent(label, l -> {
            int[] rest = IntStream.range(0, rows.size())
                    .filter(row -> any || rows.label(row) != label)
                    .toArray();
            return rest.length > 0 ? rest : IntStream.range(0, rows.size()).toArray();
        });
    }

    @Override
    public Map<String, Network> helpers() {
        return Map.of("crd.student", ofStudent, "crd.teacher", ofTeacher);
    }

    @Override
    public Map<String, INDArray> memory() {
        return Map.of(
                "crd.students", students.numbers(), "crd.teachers", teachers.numbers(), "crd.normalizers", normalizers);
    }
}
