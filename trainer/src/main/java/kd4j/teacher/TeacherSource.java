package kd4j.teacher;

import java.util.List;
import kd4j.component.Family;

/** Where the teacher comes from. */
@Family("teacher")
public sealed interface TeacherSource permits TrainedTeacher, EnsembleTeacher, FileTeacher {
    /** Whatever of it is trained here. */
    default List<TrainedTeacher> trained() {
        return List.of();
    }

    /** Whatever of it stands in files. */
    default List<FileTeacher> filed() {
        return List.of();
    }
}
