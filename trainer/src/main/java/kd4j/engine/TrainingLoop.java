package kd4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.compress.Compressing;
import kd4j.compress.Outcome;
import kd4j.compress.Setting;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.data.Seeds;
import kd4j.data.Truth;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.Session;
import kd4j.method.Step;
import kd4j.metric.Assessment;
import kd4j.model.Network;
import kd4j.optim.GlobalNorm;
import kd4j.optim.Training;
import kd4j.optim.WeightAverage;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network: for each batch transform, ask the teacher, student forward, objective, backward, optimiser; for each epoch
 * validate and announce. Given the same task and state, the same bits come out.
 *
 * <p>Where the task has a plan of compression, that plan changes numbers before steps and layers before epochs; an epoch is chosen
 * among those behind its last turn.
 *
 * <p>Where the training keeps a moving average of the weights, epochs are validated and the best one is chosen with the average,
 * and {@link TrainingState#bestParameters} is the average of that epoch; the next step starts from the trained weights.
 */
public final class TrainingLoop implements AutoCloseable {
    /** The step with which the student's optimiser began anew, among the counts of the session. */
    private static final String RESTARTED = "restarted";

    private final Task task;
    private final List<Event.Listener> listeners;
    private final Evaluator validator;
    private final Compressing plan;
    private final Optional<Session> labels;
    private final Idle idle = new Idle();
    private Trainee trainee;
    private TrainingState.Best best = TrainingState.Best.NONE;
    private int epoch;
    private long step;
    private long restartedAt;

    /** Prepares a training from its first step. */
    public TrainingLoop(Task task, List<Event.Listener> listeners) {
        this.task = task;
        this.listeners = List.copyOf(listeners);
        this.trainee = Trainee.of(task);
        this.validator = Evaluator.of(task.validation(), task.transforms(), task.teacher());
        Setting setting = new Setting(
                task.network().blueprint(), task.training().epochs(), batches(0).steps(), task.seed());
        this.plan = Compressing.begin(task.plan().steps(), setting);
        plan.adopt(task.network());
        this.labels = Optional.of(task.plan().labels())
                .filter(method -> plan.everOnLabels())
                .map(method -> method.begin(Trainee.context(task, task.network())));
    }

    /** Puts the network and this loop into an earlier state. */
    public void resume(TrainingState state) {
        state.progress().network().ifPresent(blueprint -> become(Network.create(blueprint, task.seed())));
        trainee.resume(state);
        plan.adopt(trainee.network);
        plan.resume(state.progress());
        restartedAt = state.session().steps().getOrDefault(RESTARTED, 0L);
        best = state.best();
        epoch = state.epoch();
        step = state.step();
    }

    /** Goes on with a network of other layers. */
    private void become(Network other) {
        Trainee before = trainee;
        trainee = Trainee.of(task, other, before);
        before.close();
        if (before.network != task.network()) {
            before.network.close();
        }
    }

    /**
     * The network as it is now: the task's, or, where the plan has changed its layers, another one, which the caller closes when
     * the training is over.
     */
    public Network network() {
        return trainee.network;
    }

    /** For each step of the plan of compression, whether it has really happened to {@link #network}. */
    public List<Outcome> outcomes() {
        return plan.outcomes(trainee.network);
    }

    /**
     * Trains to the end and leaves the network with the trained parameters of its last epoch, also where an average is kept:
     * {@link TrainingState#result} of the answer are those to use.
     */
    public TrainingState run() {
        Training training = task.training();
        int steps = batches(0).steps();
        announce(new Event.Started(epoch, training.epochs(), steps));
        validator.teacherAtChance().ifPresent(text -> announce(new Event.Alarm(text)));
        try (Prefetcher ahead = new Prefetcher(this::batches, epoch, training.epochs())) {
            while (epoch < training.epochs() && !training.stop().now(epoch, best.epoch())) {
                reshape();
                trainEpoch(ahead, steps);
            }
        }
        TrainingState state = state();
        announce(new Event.Finished(state));
        return state;
    }

    /** What the plan makes of the layers before an epoch. The optimiser begins anew with them, and so does the average. */
    private void reshape() {
        plan.reshape(trainee.network, epoch).ifPresent(other -> {
            become(other);
            restartedAt = step;
        });
    }

    private void trainEpoch(Prefetcher ahead, int steps) {
        if (!plan.settled(step)) {
            // An epoch is chosen among those behind the plan's last turn; until then it is the newest one.
            best = TrainingState.Best.NONE;
        }
        EpochTotals totals = new EpochTotals();
        for (int i = 0; i < steps; i++) {
            Batch batch = totals.timeWait(ahead::next);
            double rate = trainStep(batch, epoch + (double) i / steps, 1.0 / steps, totals);
            step++;
            announce(new Event.StepDone(epoch + 1, i + 1, totals.lastTerm(), rate));
            idle.see(totals.lastTerm(), session().pulls()).forEach(text -> announce(new Event.Alarm(text)));
        }
        epoch++;
        totals.stepsEnd();
        Assessment validation = validate();
        keepBest(validation);
        announce(totals.done(epoch, validation, state()));
    }

    /**
     * Takes one step and answers its learning rate.
     *
     * @param moment epochs done, with fraction
     * @param length of the step in epochs
     */
    private double trainStep(Batch batch, double moment, double length, EpochTotals totals) {
        double progress = moment / task.training().epochs();
        if (plan.enter(trainee.network, step)) {
            hold();
        }
        Session session = session();
        session.enter(new Step(step, progress, task.seed(), batch));
        if (session.restarts()) {
            trainee.updater.state().ifPresent(known -> known.assign(0));
            restartedAt = step;
        }
        trainee.frozen.next(session.frozen());
        Map<String, INDArray> teacher = totals.timeTeacher(() -> askTeacher(batch));
        Optional<INDArray> targets = targets(batch.truth());
        trainee.network.learn(
                batch.features(), session.studentTaps(), Seeds.mix(Seeds.Use.NOISE, task.seed(), step), activations -> {
                    Signals signals = new Signals(
                            labels(batch.truth()), new Outputs(activations), new Outputs(teacher), progress, targets);
                    Term term = session.evaluate(signals);
                    mustBeFinite(term);
                    totals.add(term, batch.rows());
                    totals.pulled(session.pulls());
                    return term.gradients();
                });
        teacher.values().forEach(INDArray::close);
        targets.ifPresent(INDArray::close);
        double rate = rate(moment, length);
        update(rate, totals);
        return rate;
    }

    private double rate(double moment, double length) {
        int epochs = task.training().epochs();
        Session.Span span = session().ofRate();
        // The first step of a span may miss its beginning by the last bits.
        double since = Math.max(0, moment - span.from() * epochs);
        return task.training().optimizer().rate().at(since, (span.to() - span.from()) * epochs, length);
    }

    private static int[] labels(Truth truth) {
        return truth instanceof Truth.Classes classes ? classes.labels() : new int[0];
    }

    private static Optional<INDArray> targets(Truth truth) {
        return truth instanceof Truth.Targets targets
                ? Optional.of(Nd4j.createFromArray(targets.values()).castTo(DataType.FLOAT))
                : Optional.empty();
    }

    /** What is learnt in the next step. */
    private Session session() {
        return labels.filter(alone -> plan.labelsAlone(step)).orElse(trainee.session);
    }

    private void update(double rate, EpochTotals totals) {
        Network network = trainee.network;
        INDArray gradients = network.gradients();
        trainee.frozen.clear();
        plan.gradients(network);
        task.training().clip().ifPresent(largest -> GlobalNorm.clip(gradients, largest));
        trainee.updater.step(gradients, rate, step - restartedAt);
        task.training().maxNorm().ifPresent(network::constrain);
        trainee.frozen.restore();
        trainee.held().forEach(plan::hold);
        if (!plan.labelsAlone(step)) {
            trainee.companions.step(rate);
        }
        session().done(network.parameters());
        trainee.average.ifPresent(a -> {
            a.add(network.parameters(), step);
            plan.hold(a.numbers());
        });
        totals.rate(rate);
    }

    private void hold() {
        trainee.held().forEach(plan::hold);
        trainee.average.ifPresent(a -> plan.hold(a.numbers()));
    }

    private Assessment validate() {
        return trainee.average.map(a -> validateWith(a.numbers())).orElseGet(() -> validator.assess(trainee.network));
    }

    private Assessment validateWith(INDArray parameters) {
        Network network = trainee.network;
        try (INDArray trained = network.copyParameters()) {
            network.setParameters(parameters);
            Assessment validation = validator.assess(network);
            network.setParameters(trained);
            return validation;
        }
    }

    private Map<String, INDArray> askTeacher(Batch batch) {
        Set<String> wanted = session().teacherTaps();
        return task.teacher()
                .filter(t -> !wanted.isEmpty())
                .map(t -> t.signals(batch, wanted))
                .orElse(Map.of());
    }

    private void mustBeFinite(Term term) {
        term.notFinite().ifPresent(name -> {
            throw new RunException(
                    "loss term '%s' is not finite at epoch %d, step %d of the training: %s. Try a lower learning rate, or a warm-up."
                            .formatted(name, epoch + 1, step + 1, term));
        });
    }

    private void keepBest(Assessment validation) {
        if (best.beatenBy(validation)) {
            best = new TrainingState.Best(epoch, validation.choice(), validation.tieBreak());
            trainee.bestParameters.assign(state().result());
        }
    }

    private Batches batches(int ofEpoch) {
        return Batches.training(
                task.rows(),
                task.transforms(),
                task.training().augment(),
                task.views(),
                task.training().batch(),
                task.seed(),
                ofEpoch);
    }

    private TrainingState state() {
        return new TrainingState(
                epoch,
                step,
                best,
                trainee.network.parameters(),
                trainee.updater.state(),
                trainee.bestParameters,
                trainee.average.map(WeightAverage::numbers),
                trainee.companions.state().with(RESTARTED, restartedAt),
                plan.progress());
    }

    /** Frees what the method holds, such as adapters; states that were answered lose theirs. */
    @Override
    public void close() {
        trainee.close();
        labels.ifPresent(Session::close);
    }

    private void announce(Event event) {
        listeners.forEach(l -> l.on(event));
    }
}
