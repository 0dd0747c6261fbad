package kd4j.method;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.model.Network;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sessions that follow each other. Helpers and memories of all of them are kept, those of the present one work. */
final class StagedSession implements Session {
    /** Sums of shares may miss the next step's progress by the last bits. */
    static final double TINY = 1e-9;

    private final List<Running> stages;
    /** The stage of the last step; kept in checkpoints, so that a training that goes on knows where a stage begins. */
    private final INDArray last = Nd4j.zeros(DataType.FLOAT, 1);

    private int present;
    private double progress;
    private boolean restarts;

    /**
     * A stage at work.
     *
     * @param session its objective
     * @param frozen parameters that stay as they are
     * @param from share of the training at which it begins
     * @param share how much of the training it lasts
     * @param ofRate what the schedule of the learning rate goes over
     */
    record Running(Session session, List<String> frozen, double from, double share, Span ofRate) {
        double progress(double whole) {
            return Math.min(Math.max(0, (whole - from) / share), Math.nextDown(1.0));
        }
    }

    StagedSession(List<Running> stages) {
        this.stages = List.copyOf(stages);
    }

    @Override
    public void enter(Step step) {
        present = 0;
        while (present + 1 < stages.size()
                && step.progress() >= stages.get(present + 1).from() - TINY) {
            present++;
        }
        List<String> before = stages.get((int) last.getFloat(0)).frozen();
        restarts = !now().frozen().containsAll(before);
        last.putScalar(0, present);
        progress = now().progress(step.progress());
        now().session().enter(step.at(progress));
    }

    private Running now() {
        return stages.get(present);
    }

    @Override
    public Set<String> studentTaps() {
        return now().session().studentTaps();
    }

    @Override
    public Set<String> teacherTaps() {
        return now().session().teacherTaps();
    }

    @Override
    public Set<String> everyTeacherTap() {
        return stages.stream()
                .flatMap(stage -> stage.session().everyTeacherTap().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Term evaluate(Signals signals) {
        return now().session()
                .evaluate(new Signals(
                        signals.labels(), signals.student(), signals.teacher(), progress, signals.targets()));
    }

    @Override
    public Map<String, Double> pulls() {
        return now().session().pulls();
    }

    @Override
    public Map<String, Network> helpers() {
        return all(Session::helpers);
    }

    @Override
    public Set<String> taught() {
        return now().session().taught().stream()
                .map(name -> named(present, name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Map<String, INDArray> memory() {
        Map<String, INDArray> all = all(Session::memory);
        all.put("stage", last);
        return all;
    }

    @Override
    public Span ofRate() {
        return now().ofRate();
    }

    @Override
    public boolean restarts() {
        return restarts;
    }

    @Override
    public List<String> frozen() {
        return now().frozen();
    }

    @Override
    public void start(INDArray parameters) {
        stages.forEach(stage -> stage.session().start(parameters));
    }

    @Override
    public void done(INDArray parameters) {
        now().session().done(parameters);
    }

    @Override
    public void close() {
        stages.forEach(stage -> stage.session().close());
    }

    private <T> Map<String, T> all(Function<Session, Map<String, T>> kind) {
        Map<String, T> all = new TreeMap<>();
        for (int i = 0; i < stages.size(); i++) {
            int stage = i;
            kind.apply(stages.get(i).session()).forEach((name, value) -> all.put(named(stage, name), value));
        }
        return all;
    }

    private static String named(int stage, String name) {
        return "stages[" + stage + "]." + name;
    }
}
