package kd4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kd4j.data.Shape;
import kd4j.method.Context;
import kd4j.method.Session;
import kd4j.model.Network;
import kd4j.optim.Optimizer;
import kd4j.optim.Training;
import kd4j.optim.Updater;
import kd4j.optim.WeightAverage;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A network in training with all that depends on its layers: the method's session, the optimiser, the average, what is trained along. */
final class Trainee implements AutoCloseable {
    private final Training training;
    final Network network;
    final Session session;
    final INDArray bestParameters;
    final Updater updater;
    final Optional<WeightAverage> average;
    final Companions companions;
    final Frozen frozen;
    private final List<INDArray> held = new ArrayList<>();

    private Trainee(Task task, Network network, boolean first) {
        this.training = task.training();
        this.network = network;
        this.session = task.method().begin(context(task, network));
        if (first) {
            session.prepare(network, task.teacher().flatMap(Teacher::network));
        }
        INDArray parameters = network.parameters();
        this.bestParameters = parameters.dup();
        Optimizer optimizer = training.optimizer();
        this.updater =
                optimizer.begin(parameters, Optional.ofNullable(network.decayMask(optimizer.decayNormAndBias())));
        this.average = training.ema().map(decay -> new WeightAverage(decay, parameters));
        this.companions = new Companions(session, training);
        session.start(parameters);
        this.frozen = new Frozen(network, updater.state());
        held.add(parameters);
        updater.state().ifPresent(state -> addStates(state, parameters.length()));
    }

    /** The optimiser's state is one or more vectors of the length of the parameters, one behind the other. */
    private void addStates(INDArray state, long length) {
        for (long at = 0; at < state.length(); at += length) {
            held.add(state.get(NDArrayIndex.interval(at, at + length)));
        }
    }

    /** The network of the task, at its first step. */
    static Trainee of(Task task) {
        task.teacher()
                .ifPresent(t -> t.mustFit(task.network().input(), task.network().classes(), Set.of()));
        return new Trainee(task, task.network(), true);
    }

    /** The network in other layers: with an optimiser at its beginning, and with what is trained along as far as it still fits. */
    static Trainee of(Task task, Network network, Trainee before) {
        Trainee next = new Trainee(task, network, false);
        next.companions.goOn(before.companions, before.network.parameters().length());
        return next;
    }

    static Context context(Task task, Network network) {
        Map<String, Shape> teacher = task.teacher().map(Teacher::shapes).orElse(Map.of());
        return new Context(
                network.blueprint(), teacher, task.rows(), task.training().epochs(), task.seed());
    }

    /** Goes on from an earlier state of a network of these layers. */
    void resume(TrainingState state) {
        mustBeOfThisTraining(state);
        network.parameters().assign(state.parameters());
        bestParameters.assign(state.bestParameters());
        updater.state().ifPresent(s -> s.assign(state.optimizer().orElseThrow()));
        average.ifPresent(a -> a.numbers().assign(state.average().orElseThrow()));
        companions.resume(state.session());
    }

    private void mustBeOfThisTraining(TrainingState state) {
        if (average.isPresent() != state.average().isPresent()) {
            throw new RunException(
                    "the state to go on from has %s average of the weights, the training keeps %s (key ema). Go on with the settings that the state was made with, or begin at the first step."
                            .formatted(
                                    state.average().isPresent() ? "an" : "no", average.isPresent() ? "one" : "none"));
        }
    }

    /** The parameters and the vectors of the optimiser's state: what a plan of compression holds behind every step. */
    List<INDArray> held() {
        return held;
    }

    /** Frees what the method holds, such as adapters. */
    @Override
    public void close() {
        session.close();
    }
}
