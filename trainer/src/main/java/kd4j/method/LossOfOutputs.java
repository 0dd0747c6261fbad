package kd4j.method;

import java.util.Set;
import kd4j.loss.Loss;
import kd4j.loss.Signals;
import kd4j.loss.course.Course;

/** A loss that reads what it names itself, mostly class scores. */
record LossOfOutputs(Course weight, Loss loss) implements Summand {
    @Override
    public Set<String> studentTaps() {
        return loss.studentTaps();
    }

    @Override
    public Set<String> teacherTaps() {
        return loss.teacherTaps();
    }

    @Override
    public Share evaluate(Signals signals, Step step) {
        return Share.of(loss.evaluate(signals), weight.at(signals.progress()));
    }
}
