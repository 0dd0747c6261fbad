package kd4j.method;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.architecture.Grafted;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A session whose student has layers of the teacher, which stay as the teacher has them. */
record GraftedSession(Session features, List<String> frozen) implements Session {
    private static final String APART =
            "method: simkd takes layers out of the teacher's network; use a teacher of type train whose architecture is the student's key teacher";

    static GraftedSession of(Session features, Blueprint student) {
        List<String> all = new Freezing(student, List.of()).all();
        return new GraftedSession(
                features,
                all.stream()
                        .filter(name -> Grafted.original(name.substring(0, name.lastIndexOf('.')))
                                .isPresent())
                        .toList());
    }

    @Override
    public void prepare(Network network, Optional<Network> teacher) {
        Network from = teacher.orElseThrow(() -> new MethodException(List.of(APART)));
        for (Network.Segment segment : network.segments()) {
            Grafted.original(segment.node()).ifPresent(original -> {
                String name = segment.parameter().name();
                INDArray own = network.parameter(segment.node(), name);
                INDArray theirs = from.parameter(original, name);
                if (!own.equalShapes(theirs)) {
                    throw new MethodException(List.of("%s: %s.%s is %s in the student, %s in the teacher"
                            .formatted(
                                    APART,
                                    segment.node(),
                                    name,
                                    Arrays.toString(own.shape()),
                                    Arrays.toString(theirs.shape()))));
                }
                own.assign(theirs);
            });
        }
    }

    @Override
    public void enter(Step step) {
        features.enter(step);
    }

    @Override
    public Set<String> studentTaps() {
        return features.studentTaps();
    }

    @Override
    public Set<String> teacherTaps() {
        return features.teacherTaps();
    }

    @Override
    public Set<String> everyTeacherTap() {
        return features.everyTeacherTap();
    }

    @Override
    public Term evaluate(Signals signals) {
        return features.evaluate(signals);
    }

    @Override
    public Map<String, Double> pulls() {
        return features.pulls();
    }

    @Override
    public Set<String> taught() {
        return features.taught();
    }

    @Override
    public void close() {
        features.close();
    }
}
