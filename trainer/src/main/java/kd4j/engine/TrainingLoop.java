package kd4j.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.data.Batch;
import kd4j.data.Batches;
import kd4j.data.Prefetcher;
import kd4j.data.Seeds;
import kd4j.loss.Outputs;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.method.Session;
import kd4j.metric.Classified;
import kd4j.optim.Training;
import kd4j.optim.Updater;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one network: for each batch transform, ask the teacher, student forward, objective, backward, optimiser; for each epoch
 * validate and announce. Given the same task and state, the same bits come out.
 */
public final class TrainingLoop {
    private final Task task;
    private final List<Event.Listener> listeners;
    private final Session session;
    private final Evaluator validator;
    private final INDArray bestParameters;
    private final Updater updater;
    private TrainingState.Best best = TrainingState.Best.NONE;
    private int epoch;
    private long step;

    /** Prepares a training from its first step. */
    public TrainingLoop(Task task, List<Event.Listener> listeners) {
        this.task = task;
        this.listeners = List.copyOf(listeners);
        this.session = task.method().begin();
        task.teacher()
                .ifPresent(t -> t.mustFit(task.network().input(), task.network().classes(), session.teacherTaps()));
        this.validator = Evaluator.of(task.validation(), task.transforms(), task.teacher());
        INDArray parameters = task.network().parameters();
        this.bestParameters = parameters.dup();
        this.updater = task.training()
                .optimizer()
                .begin(parameters, Optional.ofNullable(task.network().decayMask()));
    }

    /** Puts the network and this loop into an earlier state. */
    public void resume(TrainingState state) {
        task.network().parameters().assign(state.parameters());
        bestParameters.assign(state.bestParameters());
        updater.state().ifPresent(s -> s.assign(state.optimizer().orElseThrow()));
        best = state.best();
        epoch = state.epoch();
        step = state.step();
    }

    /** Trains to the end and leaves the network with the parameters of its last epoch. */
    public TrainingState run() {
        Training training = task.training();
        int steps = batches(0).steps();
        announce(new Event.Started(epoch, training.epochs(), steps));
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
            double rate = trainStep(batch, epoch + (double) i / steps, totals);
            step++;
            announce(new Event.StepDone(epoch + 1, i + 1, totals.lastTerm(), rate));
        }
        epoch++;
        totals.stepsEnd();
        Classified validation = validator.evaluate(task.network());
        keepBest(validation);
        announce(totals.done(epoch, validation, state()));
    }

    private double trainStep(Batch batch, double moment, EpochTotals totals) {
        Map<String, INDArray> teacher = totals.timeTeacher(() -> askTeacher(batch));
        task.network()
                .learn(
                        batch.features(),
                        session.studentTaps(),
                        Seeds.mix(Seeds.Use.NOISE, task.seed(), step),
                        activations -> {
                            Signals signals = new Signals(
                                    batch.labels(),
                                    new Outputs(activations),
                                    new Outputs(teacher),
                                    moment / task.training().epochs());
                            Term term = session.evaluate(signals);
                            mustBeFinite(term);
                            totals.add(term, batch.rows());
                            return term.gradients();
                        });
        teacher.values().forEach(INDArray::close);
        return update(moment, totals);
    }

    private double update(double moment, EpochTotals totals) {
        double rate =
                task.training().optimizer().rate().at(moment, task.training().epochs());
        updater.step(task.network().gradients(), rate, step);
        task.training().maxNorm().ifPresent(task.network()::constrain);
        totals.rate(rate);
        return rate;
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

    private void keepBest(Classified validation) {
        if (best.beatenBy(validation.errors(), validation.negativeLogLikelihood())) {
            best = new TrainingState.Best(epoch, validation.errors(), validation.negativeLogLikelihood());
            bestParameters.assign(task.network().parameters());
        }
    }

    private Batches batches(int ofEpoch) {
        return Batches.training(
                task.rows(),
                task.transforms(),
                task.training().augment(),
                task.training().batch(),
                task.seed(),
                ofEpoch);
    }

    private TrainingState state() {
        return new TrainingState(epoch, step, best, task.network().parameters(), updater.state(), bestParameters);
    }

    private void announce(Event event) {
        listeners.forEach(l -> l.on(event));
    }
}
