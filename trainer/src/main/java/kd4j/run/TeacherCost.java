package kd4j.run;

import java.util.List;
import java.util.Objects;
import kd4j.teacher.Answered;

/**
 * What a training's steps had of the teacher, and what a cache of its answers spared.
 *
 * @param rows rows that it was asked about
 * @param kept rows among them whose answers were read from the cache
 * @param hitRate {@code kept / rows}
 * @param seconds time in which steps waited for its answers
 * @param savedSeconds time that the teacher would have needed for the kept answers, by what it needed when they were computed
 */
record TeacherCost(long rows, long kept, double hitRate, double seconds, double savedSeconds) {
    /** The sum over epochs; null where none kept answers. */
    static TeacherCost of(List<MetricsLog.Line> epochs) {
        Answered all = epochs.stream()
                .map(MetricsLog.Line::cache)
                .filter(Objects::nonNull)
                .reduce(Answered.NOTHING, Answered::plus);
        return all.rows() == 0
                ? null
                : new TeacherCost(
                        all.rows(),
                        all.kept(),
                        (double) all.kept() / all.rows(),
                        epochs.stream()
                                .mapToDouble(MetricsLog.Line::teacherSeconds)
                                .sum(),
                        all.saved());
    }
}
