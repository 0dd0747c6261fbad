package kd4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.data.Seeds;
import kd4j.data.Shape;
import kd4j.data.Truth;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.Context;
import kd4j.method.Session;
import kd4j.method.Step;
import kd4j.metric.Assessment;
import kd4j.optim.GlobalNorm;
import kd4j.optim.Optimizer;
import kd4j.optim.Training;
import kd4j.optim.Updater;
import kd4j.optim.WeightAverage;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network: for each batch transform, ask the teacher, student forward, objective, backward, optimiser; for each epoch
 * validate and announce. Given the same task and state, the same bits come out.
 *
 * <p>Where the training keeps a moving average of the weights, epochs are validated and the best one is chosen with the average,
 * and {@link TrainingState#bestParameters} is the average of that epoch; the next step starts from the trained weights.
 */
public final class TrainingLoop implements AutoCloseable {
    /** The step with which the student's optimiser began anew, among the counts of the session. */
    private static final String RESTARTED = "restarted";

    private final Task task;
    private final List<Event.Listener> listeners;
    private final Session session;
    private final Evaluator validator;
    private final INDArray bestParameters;
    private final Updater updater;
    private final Optional<WeightAverage> average;
    private final Companions companions;
    private final Frozen frozen;
    private final Idle idle = new Idle();
    private TrainingState.Best best = TrainingState.Best.NONE;
    private int epoch;
    private long step;
    private long restartedAt;

    /** Prepares a training from its first step. */
    public TrainingLoop(Task task, List<Event.Listener> listeners) {
        this.task = task;
        this.listeners = List.copyOf(listeners);
        task.teacher()
                .ifPresent(t -> t.mustFit(task.network().input(), task.network().classes(), Set.of()));
        this.session = task.method().begin(context(task));
        session.prepare(task.network(), task.teacher().flatMap(Teacher::network));
        this.validator = Evaluator.of(task.validation(), task.transforms(), task.teacher());
        INDArray parameters = task.network().parameters();
        this.bestParameters = parameters.dup();
        Optimizer optimizer = task.training().optimizer();
        this.updater = optimizer.begin(
                parameters, Optional.ofNullable(task.network().decayMask(optimizer.decayNormAndBias())));
        this.average = task.training().ema().map(decay -> new WeightAverage(decay, parameters));
        this.companions = new Companions(session, task.training());
        session.start(parameters);
        this.frozen = new Frozen(task.network(), updater.state());
    }

    private static Context context(Task task) {
        Map<String, Shape> teacher = task.teacher().map(Teacher::shapes).orElse(Map.of());
        return new Context(
                task.network().blueprint(),
                teacher,
                task.rows(),
                task.training().epochs(),
                task.seed());
    }

    /** Puts the network and this loop into an earlier state. */
    public void resume(TrainingState state) {
        mustBeOfThisTraining(state);
        task.network().parameters().assign(state.parameters());
        bestParameters.assign(state.bestParameters());
        updater.state().ifPresent(s -> s.assign(state.optimizer().orElseThrow()));
        average.ifPresent(a -> a.numbers().assign(state.average().orElseThrow()));
        companions.resume(state.session());
        restartedAt = state.session().steps().getOrDefault(RESTARTED, 0L);
        best = state.best();
        epoch = state.epoch();
        step = state.step();
    }

    private void mustBeOfThisTraining(TrainingState state) {
        if (average.isPresent() != state.average().isPresent()) {
            throw new RunException(
                    "the state to go on from has %s average of the weights, the training keeps %s (key ema). Go on with the settings that the state was made with, or begin at the first step."
                            .formatted(
                                    state.average().isPresent() ? "an" : "no", average.isPresent() ? "one" : "none"));
        }
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
                trainEpoch(ahead, steps);
            }
        }
        TrainingState state = state();
        announce(new Event.Finished(state));
        return state;
    }

    private void trainEpoch(Prefetcher ahead, int steps) {
        EpochTotals totals = new EpochTotals();
        for (int i = 0; i < steps; i++) {
            Batch batch = totals.timeWait(ahead::next);
            double rate = trainStep(batch, i, steps, totals);
            step++;
            announce(new Event.StepDone(epoch + 1, i + 1, totals.lastTerm(), rate));
            idle.see(totals.lastTerm(), session.pulls()).forEach(text -> announce(new Event.Alarm(text)));
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
     * @param done steps of the epoch that were taken before
     * @param steps steps of an epoch
     */
    private double trainStep(Batch batch, int done, int steps, EpochTotals totals) {
        double moment = epoch + (double) done / steps;
        double progress = moment / task.training().epochs();
        session.enter(new Step(step, progress, task.seed(), batch));
        if (session.restarts()) {
            updater.state().ifPresent(known -> known.assign(0));
            restartedAt = step;
        }
        frozen.next(session.frozen());
        Map<String, INDArray> teacher = totals.timeTeacher(() -> askTeacher(batch));
        Optional<INDArray> targets = targets(batch.truth());
        task.network()
                .learn(
                        batch.features(),
                        session.studentTaps(),
                        Seeds.mix(Seeds.Use.NOISE, task.seed(), step),
                        activations -> {
                            Signals signals = new Signals(
                                    labels(batch.truth()),
                                    new Outputs(activations),
                                    new Outputs(teacher),
                                    progress,
                                    targets);
                            Term term = session.evaluate(signals);
                            mustBeFinite(term);
                            totals.add(term, batch.rows());
                            totals.pulled(session.pulls());
                            return term.gradients();
                        });
        teacher.values().forEach(INDArray::close);
        targets.ifPresent(INDArray::close);
        double rate = rate(moment, 1.0 / steps);
        frozen.clear();
        announce(new Event.GradientsFound(epoch + 1, done + 1, steps, task.network()));
        update(rate, totals);
        return rate;
    }

    private double rate(double moment, double length) {
        int epochs = task.training().epochs();
        Session.Span span = session.ofRate();
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

    private void update(double rate, EpochTotals totals) {
        INDArray gradients = task.network().gradients();
        task.training().clip().ifPresent(largest -> GlobalNorm.clip(gradients, largest));
        updater.step(gradients, rate, step - restartedAt);
        task.training().maxNorm().ifPresent(task.network()::constrain);
        frozen.restore();
        companions.step(rate);
        session.done(task.network().parameters());
        average.ifPresent(a -> a.add(task.network().parameters(), step));
        totals.rate(rate);
    }

    private Assessment validate() {
        return average.map(a -> validateWith(a.numbers())).orElseGet(() -> validator.assess(task.network()));
    }

    private Assessment validateWith(INDArray parameters) {
        try (INDArray trained = task.network().copyParameters()) {
            task.network().setParameters(parameters);
            Assessment validation = validator.assess(task.network());
            task.network().setParameters(trained);
            return validation;
        }
    }

    private Map<String, INDArray> askTeacher(Batch batch) {
        return task.teacher()
                .filter(t -> !session.teacherTaps().isEmpty())
                .map(t -> t.signals(batch, session.teacherTaps()))
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
            bestParameters.assign(state().result());
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
                task.network().parameters(),
                updater.state(),
                bestParameters,
                average.map(WeightAverage::numbers),
                companions.state().with(RESTARTED, restartedAt));
    }

    /** Frees what the method holds, such as adapters; states that were answered lose theirs. */
    @Override
    public void close() {
        session.close();
    }

    private void announce(Event event) {
        listeners.forEach(l -> l.on(event));
    }
}
