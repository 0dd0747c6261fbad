package kd4j.teacher.cache;

import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Inline;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * Whether and how the teacher's answers are kept, so that later epochs, seeds, students and runs read them instead of asking
 * again. A word by itself, as in {@code teacher-cache: none}, is the type.
 *
 * @param keep in which numbers
 * @param views how many views of each row the distilled student sees; drawn once for each row, the same for all seeds. Without it
 *     the student sees every view that training.augment has
 * @param limitGb largest size of all files of a run together, in 10^9 bytes
 * @param folder where the files are, from the recipe's folder; without it teachers/answers in the folder of all runs
 */
@Section
public record TeacherCache(
        @Inline Keep keep, Optional<Integer> views, @Default("1.0") double limitGb, Optional<String> folder) {
    public TeacherCache {
        views.ifPresent(n -> Require.positive("views", n));
        Require.positive("limit-gb", limitGb);
    }

    /** Whether a kept answer has exactly the teacher's numbers. */
    public boolean exact() {
        return keep instanceof KeepFloats || keep instanceof KeepIfSmall || keep instanceof KeepNothing;
    }

    /** The same where keeping is an error when it cannot be done. */
    public TeacherCache surely() {
        return keep instanceof KeepIfSmall ? new TeacherCache(new KeepFloats(), views, limitGb, folder) : this;
    }

    long limit() {
        return (long) (limitGb * 1e9);
    }
}
