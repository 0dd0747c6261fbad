package kd4j.teacher;

import java.util.List;
import kd4j.data.Transform;

/** A teacher that was made elsewhere and stands in files. */
public sealed interface FileTeacher extends TeacherSource
        permits Dl4jTeacher, KerasTeacher, OnnxTeacher, TextEncoder, LogitsTeacher {
    /** Paths of all its files, from the recipe's folder. */
    List<String> files();

    /** What is done to a row, on top of all that the data section does, before this teacher sees it. */
    List<Transform> transforms();

    /** What its answers are, and which of them are the data's classes. */
    Answers answers();

    /** Reads the files, as they are. */
    Teacher read(Opening opening);

    /**
     * Opens it for the data of a run.
     *
     * @throws kd4j.component.Kd4jException when a file cannot be read, or the teacher does not fit this data; both sides are told
     */
    default Teacher open(Opening opening) {
        return AdaptedTeacher.of(this, opening);
    }

    @Override
    default List<FileTeacher> filed() {
        return List.of(this);
    }
}
