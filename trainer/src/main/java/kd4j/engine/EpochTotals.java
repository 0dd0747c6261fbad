package kd4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kd4j.data.Batch;
import kd4j.loss.Part;
import kd4j.loss.Term;
import kd4j.metric.Classified;

/** Means and times of one epoch. */
final class EpochTotals {
    private final long begun = System.nanoTime();
    private final List<Double> partSums = new ArrayList<>();
    private Term lastTerm;
    private double sum;
    private long rows;
    private double rate;
    private long teacherNanos;
    private long waitNanos;
    private double seconds;

    void add(Term term, int batch) {
        lastTerm = term;
        rows += batch;
        sum += term.value() * batch;
        for (int i = 0; i < term.parts().size(); i++) {
            double value = term.parts().get(i).value() * batch;
            if (i == partSums.size()) {
                partSums.add(value);
            } else {
                partSums.set(i, partSums.get(i) + value);
            }
        }
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

    Event.EpochDone done(int epoch, Classified validation, TrainingState state) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < partSums.size(); i++) {
            Part part = lastTerm.parts().get(i);
            parts.add(Part.of(part.weight(), part.name(), partSums.get(i) / rows));
        }
        return new Event.EpochDone(
                epoch, sum / rows, parts, rate, validation, seconds, teacherNanos / 1e9, waitNanos / 1e9, state);
    }
}
