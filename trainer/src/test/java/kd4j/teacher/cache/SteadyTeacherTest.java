package kd4j.teacher.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kd4j.data.Batch;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.model.Architecture;
import kd4j.model.Network;
import kd4j.model.architecture.Lenet;
import kd4j.model.architecture.Mlp;
import kd4j.model.architecture.PlainCnn;
import kd4j.model.architecture.Resnet;
import kd4j.teacher.Teacher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A row's answer is a function of the row: asked alone, among others, at any place, it has the same bits. */
class SteadyTeacherTest {
    private static final Shape SHAPE = Shape.of(12, 12, 2);
    private static final Set<String> LOGITS = Set.of("logits");

    static List<Architecture> architectures() {
        return List.of(
                new Mlp(List.of(200, 33), 0, 0), new Lenet(), new PlainCnn(List.of(8, 16), true, 1), new Resnet(8));
    }

    static Batch batch(int rows) {
        INDArray features = Nd4j.create(SHAPE.batch(rows));
        for (long i = 0; i < features.length(); i++) {
            features.putScalar(i, Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, 1, i)) * 2 - 1);
        }
        return new Batch(features, new int[rows], IntStream.range(0, rows).toArray(), new long[rows]);
    }

    private static float[] ask(Teacher teacher, Batch batch, int... rows) {
        return BatchAnswers.floats(teacher.signals(batch.select(rows), LOGITS)).get("logits");
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void rows_have_the_same_bits_in_any_company_and_place(Architecture architecture) {
        Batch batch = batch(100);
        try (Teacher teacher =
                new SteadyTeacher(Teacher.of(Network.create(architecture.blueprint(SHAPE, 5), 3)), 100)) {
            float[] all = ask(teacher, batch, IntStream.range(0, 100).toArray());
            for (int rows : new int[] {1, 2, 3, 7, 8, 9, 13, 37, 64, 99}) {
                int first = (rows * 31) % 100;
                int[] others =
                        IntStream.range(0, rows).map(i -> (first + i * 3) % 100).toArray();
                float[] some = ask(teacher, batch, others);
                for (int i = 0; i < rows; i++) {
                    assertTrue(
                            Examination.same(all, others[i] * 5, some, i * 5, 5),
                            "row %d at place %d of %d".formatted(others[i], i, rows));
                }
            }
            assertEquals(Optional.empty(), Examination.of((SteadyTeacher) teacher, batch, LOGITS));
        }
    }

    @Test
    void only_few_numbers_of_rows_are_asked_about() {
        assertEquals(List.of(8, 12, 16, 24, 32, 48, 64, 96, 100), new SteadyTeacher(new Spy(), 100).sizes());
        assertEquals(List.of(8), new SteadyTeacher(new Spy(), 8).sizes());
        assertEquals(List.of(2), new SteadyTeacher(new Spy(), 1).sizes());
        Spy spy = new Spy();
        Teacher teacher = new SteadyTeacher(spy, 40);
        for (int rows : new int[] {1, 8, 9, 33, 40, 41, 100}) {
            float[] sums = ask(teacher, batch(100), IntStream.range(0, rows).toArray());
            assertEquals(rows * 2, sums.length);
            float[] expected =
                    ask(new Spy(), batch(100), IntStream.range(0, rows).toArray());
            assertTrue(Examination.same(expected, 0, sums, 0, rows * 2));
        }
        // 1 as 8, 8, 9 as 12, 33 as 40, 40, 41 as 40 and 8, 100 as 40, 40 and 24
        assertEquals(List.of(8, 8, 12, 40, 40, 40, 8, 40, 40, 24), spy.asked);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 8, 10, 31, 64, 100})
    void teachers_whose_answers_depend_on_company_or_place_are_found(int size) {
        Batch batch = batch(30);
        assertEquals(Optional.empty(), Examination.of(new SteadyTeacher(new Spy(), size), batch, LOGITS));
        assertTrue(Examination.of(new SteadyTeacher(new Spy(1, -1, -1), size), batch, LOGITS)
                .isPresent());
        for (int place = 0; place < size; place++) {
            String found = Examination.of(new SteadyTeacher(new Spy(0, place, size), size), batch, LOGITS)
                    .orElseThrow();
            assertTrue(found.contains("'logits' to a row among"), found);
        }
    }

    @Test
    void a_number_of_rows_with_other_arithmetic_is_found() {
        for (int size : new int[] {8, 12, 16, 24, 32}) {
            String found = Examination.of(new SteadyTeacher(new Spy(0, 3, size), 40), batch(50), LOGITS)
                    .orElseThrow();
            assertEquals(
                    "its answer 'logits' to a row among %d rows has other bits than among 40".formatted(size), found);
        }
    }

    /** BatchAnswers two sums over a row; if wanted with a little of the neighbours, or with other last bits at one place of one size. */
    static final class Spy implements Teacher {
        final List<Integer> asked = new ArrayList<>();
        private final int company;
        private final int place;
        private final int size;
        float scale = 1;

        Spy() {
            this(0, -1, -1);
        }

        Spy(int company, int place, int size) {
            this.company = company;
            this.place = place;
            this.size = size;
        }

        @Override
        public Map<String, INDArray> signals(Batch batch, Set<String> taps) {
            asked.add(batch.rows());
            float[] values = batch.features().ravel().toFloatVector();
            int count = values.length / batch.rows();
            float[] sums = new float[batch.rows() * 2];
            float all = 0;
            for (int i = 0; i < values.length; i++) {
                sums[i / count * 2 + i % 2] += values[i] * scale;
                all += values[i];
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += company * all;
            }
            if (batch.rows() == size) {
                sums[place * 2] = Math.nextUp(sums[place * 2]);
            }
            Map<String, INDArray> answers = new HashMap<>();
            taps.forEach(tap -> answers.put(tap, Nd4j.create(sums.clone(), new long[] {batch.rows(), 2}, 'c')));
            return answers;
        }

        @Override
        public Shape input() {
            return SHAPE;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Set<String> taps() {
            return Set.of("logits", "features");
        }

        @Override
        public long parameters() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
