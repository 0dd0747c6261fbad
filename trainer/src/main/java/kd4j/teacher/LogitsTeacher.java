package kd4j.teacher;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.data.Transform;

/**
 * Answers that a teacher gave elsewhere, written to files: a row of class scores for each row of the data, as a NumPy array
 * (.npy) of [rows, classes] or as CSV with a header line. Which answer belongs to which row is never guessed: either the
 * SHA-256 of the inputs says that the rows are the same in the same order, or a column of ids names the rows.
 *
 * @param train answers for the training part, from which the validation rows are cut
 * @param test answers for the test part, which only the teacher's own figures need; without it they are reported as not known
 * @param everyView whether an answer also holds for every view of its row; without it, a training with augmentation is refused.
 *     Written to the run's record
 * @param answers what the scores are, and which of them are the data's classes
 */
@Component("logits")
public record LogitsTeacher(
        AnswerFile train,
        Optional<AnswerFile> test,
        @Default("false") boolean everyView,
        @Default("{}") Answers answers)
        implements FileTeacher {
    @Override
    public List<String> files() {
        return Stream.concat(Stream.of(train), test.stream())
                .map(AnswerFile::file)
                .toList();
    }

    @Override
    public List<Transform> transforms() {
        return List.of();
    }

    @Override
    public Teacher read(Opening opening) {
        return new WrittenTeacher(
                opening.samples(),
                train.read(opening, opening.data().train()),
                test.map(file -> file.read(opening, opening.data().test())));
    }
}
