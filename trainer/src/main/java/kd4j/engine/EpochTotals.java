package kd4j.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import kd4j.data.Batch;
import kd4j.loss.Part;
import kd4j.loss.Term;
import kd4j.metric.Assessment;

/** Means and times of one epoch. */
final class EpochTotals {
    private final long begun = System.nanoTime();
    private final Map<String, Sum> parts = new LinkedHashMap<>();
    private final Map<String, Double> pulls = new TreeMap<>();
    private int pulledSteps;
    private Term lastTerm;
    private double sum;
    private long rows;
    private double rate;
    private long teacherNanos;
    private long waitNanos;
    private double seconds;

    /** A part of the objective over the rows of the steps that had it; a stage of a method may end within an epoch. */
    private record Sum(double weight, String name, double sum, long rows) {
        Sum(Part part, int batch) {
            this(part.weight(), part.name(), part.value() * batch, batch);
        }

        Sum and(Sum later) {
            return new Sum(later.weight, name, sum + later.sum, rows + later.rows);
        }

        Part mean() {
            return Part.of(weight, name, sum / rows);
        }
    }

    void add(Term term, int batch) {
        lastTerm = term;
        rows += batch;
        sum += term.value() * batch;
        term.parts().forEach(part -> parts.merge(part.name(), new Sum(part, batch), Sum::and));
    }

    /** Adds what a step's terms pulled; each step counts alike, however steep it was. */
    void pulled(Map<String, Double> norms) {
        double all = norms.values().stream().mapToDouble(norm -> norm).sum();
        if (all > 0) {
            pulledSteps++;
            norms.forEach((name, norm) -> pulls.merge(name, norm / all, Double::sum));
        }
    }

    private Map<String, Double> meanPulls() {
        Map<String, Double> means = new TreeMap<>();
        pulls.forEach((name, share) -> means.put(name, share / pulledSteps));
        return means;
    }

    <T> T timeTeacher(Supplier<T> question) {
        long before = System.nanoTime();
        T answer = question.get();
        teacherNanos += System.nanoTime() - before;
        return answer;
    }

    Batch timeWait(Supplier<Batch> batches) {
        long before = System.nanoTime();
        Batch batch = batches.get();
        waitNanos += System.nanoTime() - before;
        return batch;
    }

    void rate(double used) {
        rate = used;
    }

    void stepsEnd() {
        seconds = (System.nanoTime() - begun) / 1e9;
    }

    Term lastTerm() {
        return lastTerm;
    }

    Event.EpochDone done(int epoch, Assessment validation, TrainingState state) {
        return new Event.EpochDone(
                epoch,
                sum / rows,
                parts.values().stream().map(Sum::mean).toList(),
                rate,
                meanPulls(),
                validation,
                seconds,
                teacherNanos / 1e9,
                waitNanos / 1e9,
                state);
    }
}
