package kd4j.teacher.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Data;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.data.Transform;
import kd4j.teacher.Answered;
import kd4j.teacher.Teacher;
import kd4j.teacher.cache.SteadyTeacherTest.Spy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedTeacherTest {
    private static final Shape SHAPE = Shape.of(12, 12, 2);
    private static final Set<String> LOGITS = Set.of("logits");
    private static final int BATCH = 16;

    @TempDir
    Path folder;

    private final Data data = new Data("some", List.of("a", "b"), rows(50, 1), rows(30, 2), Map.of("file", "digest"));
    private final List<String> notes = new ArrayList<>();

    /** Moves the values on by the view. */
    private record Turn(long views) implements Transform {
        @Override
        public long views(Shape input) {
            return views;
        }

        @Override
        public void apply(Shape shape, float[] in, float[] out, long view) {
            for (int i = 0; i < shape.values(); i++) {
                out[(int) ((i + (view & 63)) % shape.values())] = in[i] + 0.125f * (i % 2);
            }
        }
    }

    private static MemorySamples rows(int count, long seed) {
        float[][] values = new float[count][SHAPE.values()];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < SHAPE.values(); j++) {
                values[i][j] = (float) Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, i, j));
            }
        }
        return MemorySamples.ofFloats(SHAPE, values, new int[count]);
    }

    private static TeacherCache settings(Keep keep, double limitGb) {
        return new TeacherCache(keep, Optional.empty(), limitGb, Optional.empty());
    }

    private Teacher cached(Teacher asked, String name, TeacherCache settings) {
        return new AnswerStore(settings, folder, data, Map.of("data", "some"), BATCH, notes::add).over(asked, name);
    }

    private Teacher cached(Teacher asked) {
        return cached(asked, "the teacher", settings(new KeepFloats(), 1));
    }

    private static float[] logits(Teacher teacher, Batch batch) {
        return BatchAnswers.floats(teacher.signals(batch, LOGITS)).get("logits");
    }

    private Batches epoch(int number) {
        return Batches.training(data.train(), List.of(), List.of(new Turn(7)), BATCH, 5, number);
    }

    /** Goes through a pass and checks every answer against a teacher that keeps nothing. */
    private static void same(Teacher teacher, Batches batches) {
        for (int i = 0; i < batches.steps(); i++) {
            Batch batch = batches.batch(i);
            assertArrayEquals(logits(new Spy(), batch), logits(teacher, batch));
        }
    }

    @Test
    void what_was_answered_is_not_asked_again() {
        Spy spy = new Spy();
        Teacher teacher = cached(spy);
        same(teacher, epoch(0));
        assertEquals(new Answered(50, 0, 0, 0), teacher.answered());
        int asked = spy.asked.size();
        same(teacher, epoch(0));
        assertEquals(asked + 1, spy.asked.size(), "a few kept answers are compared, once");
        assertEquals(100, teacher.answered().rows());
        assertEquals(50, teacher.answered().kept());
        assertTrue(teacher.answered().saved() > 0);
        teacher.close();
        Spy other = new Spy();
        Teacher later = cached(other);
        same(later, epoch(0));
        assertEquals(50, later.answered().kept());
        assertEquals(List.of(8, 8), other.asked, "one row for the shape, eight to be compared");
    }

    @Test
    void only_the_rows_that_are_missing_are_asked_about() {
        Spy spy = new Spy();
        Teacher teacher = cached(spy);
        same(teacher, epoch(0));
        same(teacher, epoch(1));
        long before = teacher.answered().kept();
        Batch batch = epoch(2).batch(0);
        int asked = spy.asked.size();
        logits(teacher, batch);
        long missing = 16 - (teacher.answered().kept() - before);
        assertTrue(missing > 0 && missing < 16, "missing: " + missing);
        assertEquals(List.of(missing <= 8 ? 8 : missing <= 12 ? 12 : 16), spy.asked.subList(asked, spy.asked.size()));
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            same(teacher, epoch(i));
            for (int step = 0; step < epoch(i).steps(); step++) {
                Batch one = epoch(i).batch(step);
                for (int row = 0; row < one.rows(); row++) {
                    distinct.add(one.ids()[row] + " " + one.views()[row]);
                }
            }
        }
        assertEquals(
                distinct.size(), teacher.answered().rows() - teacher.answered().kept());
    }

    @Test
    void training_validation_and_test_rows_with_equal_ids_do_not_meet() {
        Teacher teacher = cached(new Spy());
        Samples validation = data.train().select(new int[] {3, 5, 7});
        for (int round = 0; round < 2; round++) {
            same(teacher, epoch(0));
            same(teacher, Batches.evaluation(validation, List.of(), 256));
            same(teacher.onTest().orElseThrow(), Batches.evaluation(data.test(), List.of(), 256));
            same(teacher, Batches.training(data.train(), List.of(), List.of(new Turn(9)), BATCH, 5, 0));
        }
        assertEquals(2 * (50 + 3 + 30 + 50), teacher.answered().rows());
        assertEquals(50 + 3 + 30 + 50, teacher.answered().kept());
    }

    @Test
    void rows_of_unknown_origin_are_asked_about_always() throws IOException {
        Spy spy = new Spy();
        Teacher teacher = cached(spy);
        Batch known = epoch(0).batch(0);
        Batch unknown = new Batch(known.features(), known.labels(), known.ids(), known.views());
        Batch elsewhere = Batches.evaluation(rows(50, 9), List.of(), BATCH).batch(0);
        for (Batch batch : List.of(unknown, unknown, elsewhere, elsewhere)) {
            assertArrayEquals(logits(new Spy(), batch), logits(teacher, batch));
        }
        assertEquals(List.of(16, 16, 16, 16), spy.asked);
        assertEquals(List.of(), files());
    }

    @Test
    void another_teacher_data_set_or_transform_has_files_of_its_own() throws IOException {
        same(cached(new Spy()), epoch(0));
        Spy other = new Spy();
        other.scale = 2;
        Teacher second = cached(other, "another", settings(new KeepFloats(), 1));
        assertArrayEquals(logits(other, epoch(0).batch(0)), logits(second, epoch(0).batch(0)));
        assertEquals(0, second.answered().kept());
        assertEquals(2, files().size());
        AnswerStore store = new AnswerStore(
                settings(new KeepFloats(), 1), folder, data, Map.of("data", "changed"), BATCH, notes::add);
        Teacher third = store.over(new Spy(), "the teacher");
        same(third, epoch(0));
        assertEquals(0, third.answered().kept());
        assertEquals(3, files().size());
    }

    @Test
    void kept_answers_that_are_not_the_teachers_are_refused() {
        same(cached(new Spy()), epoch(0));
        Spy liar = new Spy();
        liar.scale = Math.nextUp(1f);
        String message = assertThrows(CacheException.class, () -> logits(cached(liar), epoch(0).batch(0)))
                .getMessage();
        assertTrue(message.contains("holds other answers than the teacher gives now"), message);
        assertTrue(message.contains("Delete the file"), message);
    }

    @Test
    void damaged_answers_are_asked_for_again() throws IOException {
        same(cached(new Spy()), epoch(0));
        Path file = files().get(0);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long records = bytes.length() - 350 * 12;
            for (int i = 0; i < 350; i++) {
                bytes.seek(records + i * 12 + i % 12);
                int value = bytes.read();
                bytes.seek(records + i * 12 + i % 12);
                bytes.write(value ^ 4);
            }
        }
        Teacher teacher = cached(new Spy());
        same(teacher, epoch(0));
        assertEquals(new Answered(50, 0, 0, 50), teacher.answered());
        same(teacher, epoch(0));
        assertEquals(50, teacher.answered().kept());
        assertEquals(50, teacher.answered().damaged());
    }

    @Test
    void approximate_answers_are_the_same_from_the_first_time_on() {
        for (Keep keep : List.of(new KeepHalves(), new KeepTop(1))) {
            Teacher teacher = cached(new Spy(), "the teacher", settings(keep, 1));
            float[] first = logits(teacher, epoch(0).batch(0));
            assertArrayEquals(first, logits(teacher, epoch(0).batch(0)));
            assertEquals(16, teacher.answered().kept());
            float[] exact = logits(new Spy(), epoch(0).batch(0));
            assertArrayEquals(exact, first, 0.5f);
            // Of two classes, top 1 with the rest is everything.
            assertEquals(keep instanceof KeepTop, Examination.same(exact, 0, first, 0, first.length));
        }
    }

    @Test
    void several_taps_have_a_file_each_and_a_row_is_kept_when_all_are() throws IOException {
        Teacher teacher = cached(new Spy());
        Batch batch = epoch(0).batch(0);
        logits(teacher, batch);
        Map<String, float[]> both = BatchAnswers.floats(teacher.signals(batch, Set.of("logits", "features")));
        assertArrayEquals(both.get("logits"), both.get("features"));
        assertEquals(0, teacher.answered().kept());
        BatchAnswers.floats(teacher.signals(batch, Set.of("logits", "features")));
        assertEquals(16, teacher.answered().kept());
        assertEquals(2, files().size());
    }

    @Test
    void what_exceeds_the_limit_is_refused_with_the_number_before_anything_is_made() throws IOException {
        // 350 answers of 2 floats and a checksum, and three pages: 16,488 bytes.
        Teacher teacher = cached(new Spy(), "the teacher", settings(new KeepFloats(), 16_487 / 1e9));
        String message = assertThrows(CacheException.class, () -> logits(teacher, epoch(0).batch(0)))
                .getMessage();
        assertTrue(message.contains("'logits' to 50 rows in 7 views need 0.02 MB"), message);
        assertTrue(message.contains("teacher-cache.limit-gb allows 0.02 MB in all"), message);
        assertEquals(List.of(), files());
        same(cached(new Spy(), "the teacher", settings(new KeepFloats(), 16_488 / 1e9)), epoch(0));
    }

    @Test
    void what_does_not_fit_on_the_disk_is_refused_with_the_number() {
        Teacher teacher = cached(new Spy(), "the teacher", settings(new KeepFloats(), 1e9));
        Batches many = Batches.training(data.train(), List.of(), List.of(new Turn(1_000_000_000_000L)), BATCH, 5, 0);
        String message = assertThrows(CacheException.class, () -> logits(teacher, many.batch(0)))
                .getMessage();
        // 50 * 10^12 records of 12 bytes and a bit each
        assertTrue(message.contains("need 606250.00 GB"), message);
    }

    @Test
    void by_default_what_cannot_be_kept_is_said_once_and_asked_each_time() throws IOException {
        for (Teacher teacher : List.of(
                cached(new Spy(), "the teacher", settings(new KeepIfSmall(), 1e-6)),
                cached(new Spy(), "the teacher", settings(new KeepIfSmall(), 1)))) {
            boolean unlimited = !notes.isEmpty();
            List<Transform> augment = List.of(new Turn(unlimited ? Transform.UNLIMITED : 7));
            Batches batches = Batches.training(data.train(), List.of(), augment, BATCH, 5, 0);
            same(teacher, batches);
            same(teacher, batches);
            assertEquals(Answered.NOTHING, teacher.answered());
        }
        assertEquals(2, notes.size());
        assertTrue(notes.get(0).startsWith("not kept: the teacher's answers 'logits'"), notes.get(0));
        assertTrue(notes.get(1).contains("unlimited views"), notes.get(1));
        assertTrue(notes.get(1).contains("views: 16"), notes.get(1));
        assertEquals(List.of(), files());
    }

    @Test
    void a_teacher_whose_answers_are_no_function_of_the_row_is_not_kept() throws IOException {
        Batch batch = epoch(0).batch(0);
        Teacher strict = cached(new Spy(1, -1, -1));
        String message =
                assertThrows(CacheException.class, () -> logits(strict, batch)).getMessage();
        assertTrue(message.contains("no function of the row on this machine"), message);
        Teacher lenient = cached(new Spy(1, -1, -1), "the teacher", settings(new KeepIfSmall(), 1));
        assertArrayEquals(logits(new Spy(1, -1, -1), batch), logits(lenient, batch));
        assertArrayEquals(logits(new Spy(1, -1, -1), batch), logits(lenient, batch));
        assertEquals(1, notes.size());
        assertEquals(0, lenient.answered().kept());
    }

    @Test
    void none_keeps_nothing_and_asks_in_the_same_form() throws IOException {
        Spy spy = new Spy();
        Teacher teacher = cached(spy, "the teacher", settings(new KeepNothing(), 1));
        same(teacher, epoch(0));
        assertEquals(List.of(16, 16, 16, 8), spy.asked);
        assertFalse(teacher instanceof CachedTeacher);
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".answers")).sorted().toList();
        }
    }
}
