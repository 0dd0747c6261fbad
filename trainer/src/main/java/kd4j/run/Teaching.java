package kd4j.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.engine.Evaluator;
import kd4j.teacher.Answered;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Asks a teacher ahead about all that a recipe's trainings could ask: every view of every training row, and the rows of
 * validation and test. What is kept already is checked and not asked again, so an interrupted work goes on where it was.
 *
 * @param answers the files
 * @param teacher a teacher whose answers are kept
 * @param taps what the method wants of it
 * @param progress hears how it goes on, after each batch
 */
record Teaching(TeacherAnswers answers, Teacher teacher, Set<String> taps, Consumer<TeachProgress> progress) {
    /** Asks. */
    TeachProgress run() {
        Prepared data = answers.data();
        Evaluator.of(data.validation(), data.transforms(), Optional.of(teacher));
        Evaluator.of(data.data().test(), data.transforms(), teacher.onTest());
        Optional<Integer> drawn = answers.recipe().teacherCache().views();
        long views = answers.view(0, drawn).origin().views().count();
        Count count = new Count(views * data.train().size(), teacher.answered());
        LongStream.range(0, views).forEach(number -> ask(answers.view(number, drawn), count));
        return count.progress();
    }

    private void ask(Batches batches, Count count) {
        try (Prefetcher ahead = Prefetcher.of(batches)) {
            for (int step = 0; step < batches.steps(); step++) {
                Batch batch = ahead.next();
                List.copyOf(teacher.signals(batch, taps).values()).forEach(INDArray::close);
                count.rows += batch.rows();
                progress.accept(count.progress());
            }
        }
    }

    /** Counts while it works. */
    private final class Count {
        private final long begun = System.nanoTime();
        private final long all;
        private final Answered before;
        private long rows;

        private Count(long all, Answered before) {
            this.all = all;
            this.before = before;
        }

        private TeachProgress progress() {
            Answered since = teacher.answered().since(before);
            return new TeachProgress(rows, all, since.kept(), since.damaged(), (System.nanoTime() - begun) / 1e9);
        }
    }
}
