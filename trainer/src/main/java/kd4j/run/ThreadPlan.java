package kd4j.run;

import java.util.Comparator;
import java.util.function.ToLongFunction;
import kd4j.model.Blueprint;
import kd4j.optim.Training;
import kd4j.recipe.Recipe;
import kd4j.recipe.ThreadCount;
import kd4j.teacher.TrainedTeacher;

/**
 * The threads of a run's trainings. Both students have the same number, so that the control differs in nothing but the method.
 *
 * @param available what the process had
 * @param teacher of the teacher's training; null where it is not trained here
 * @param student of both students' trainings
 */
record ThreadPlan(int available, Part teacher, Part student) {
    /**
     * One training.
     *
     * @param threads how many it uses
     * @param work of a step in multiply-adds, which the number was chosen by (see {@link Blueprint#work})
     */
    record Part(int threads, long work) {
        private static Part of(ThreadCount count, long work) {
            return new Part(count.of(work, Threads.available()), work);
        }

        private String line(String whose) {
            return "%s %d (work of a step: %.1f million multiply-adds)".formatted(whose, threads, work / 1e6);
        }
    }

    /**
     * Chooses by the recipe. Backward is counted as twice the forward pass, and the teacher answers in each of the student's
     * steps.
     *
     * @param teacherWork of the teacher for one sample
     * @param work that of each network of it that is trained here; they share the number that the largest gets
     */
    static ThreadPlan of(Recipe recipe, Blueprint student, long teacherWork, ToLongFunction<TrainedTeacher> work) {
        Training training = recipe.training();
        Part teacher = recipe.teacher().trained().stream()
                .map(source -> Part.of(
                        recipe.threads(),
                        3 * work.applyAsLong(source) * source.training().batch()))
                .max(Comparator.comparingLong(Part::work))
                .orElse(null);
        return new ThreadPlan(
                Threads.available(),
                teacher,
                Part.of(recipe.threads(), (3 * student.work() + teacherWork) * training.batch()));
    }

    /** Refuses numbers that this process cannot use. */
    void require(Object where) {
        Threads.require(student.threads(), where);
        if (teacher != null) {
            Threads.require(teacher.threads(), where);
        }
    }

    /** For people. */
    String line() {
        String students = student.line("students");
        return "threads of %d: %s"
                .formatted(available, teacher == null ? students : teacher.line("teacher") + ", " + students);
    }
}
