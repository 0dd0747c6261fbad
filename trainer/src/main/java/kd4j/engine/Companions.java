package kd4j.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kd4j.method.Session;
import kd4j.model.Network;
import kd4j.optim.GlobalNorm;
import kd4j.optim.Optimizer;
import kd4j.optim.Training;
import kd4j.optim.Updater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains the networks that a session trains along with the student, by the student's settings, and keeps its state. */
final class Companions {
    private static final String PARAMETERS = ".parameters";
    private static final String OPTIMIZER = ".optimizer";
    private static final String MEMORY = "memory.";

    private final Session session;
    private final Training training;
    private final Map<String, Companion> all = new TreeMap<>();

    private static final class Companion {
        private final Network network;
        private final Updater updater;
        private long steps;

        private Companion(Network network, Optimizer optimizer) {
            this.network = network;
            this.updater = optimizer.begin(
                    network.parameters(), Optional.ofNullable(network.decayMask(optimizer.decayNormAndBias())));
        }
    }

    Companions(Session session, Training training) {
        this.session = session;
        this.training = training;
        session.helpers().forEach((name, network) -> {
            if (!network.segments().isEmpty()) {
                all.put(name, new Companion(network, training.optimizer()));
            }
        });
    }

    /** One step of those that the session has found gradients for. */
    void step(double rate) {
        for (String name : session.taught()) {
            Companion companion = all.get(name);
            if (companion != null) {
                INDArray gradients = companion.network.gradients();
                training.clip().ifPresent(largest -> GlobalNorm.clip(gradients, largest));
                companion.updater.step(gradients, rate, companion.steps);
                companion.steps++;
            }
        }
    }

    /** The state; its arrays are those at work. */
    SessionState state() {
        Map<String, INDArray> arrays = new TreeMap<>();
        Map<String, Long> steps = new TreeMap<>();
        all.forEach((name, companion) -> {
            arrays.put(name + PARAMETERS, companion.network.parameters());
            companion.updater.state().ifPresent(s -> arrays.put(name + OPTIMIZER, s));
            steps.put(name, companion.steps);
        });
        session.memory().forEach((name, array) -> arrays.put(MEMORY + name, array));
        return new SessionState(arrays, steps);
    }

    /**
     * Takes over what can go on with a student of other layers: networks of the same layers with their optimisers, and memories of the
     * same length that are not as long as the student's parameters.
     *
     * @param student the number of the earlier student's parameters
     */
    void goOn(Companions before, long student) {
        all.forEach((name, companion) -> {
            Companion earlier = before.all.get(name);
            if (earlier != null && earlier.network.blueprint().equals(companion.network.blueprint())) {
                companion.network.parameters().assign(earlier.network.parameters());
                companion
                        .updater
                        .state()
                        .ifPresent(s -> s.assign(earlier.updater.state().orElseThrow()));
                companion.steps = earlier.steps;
            }
        });
        Map<String, INDArray> kept = before.session.memory();
        session.memory().forEach((name, array) -> {
            INDArray earlier = kept.get(name);
            if (earlier != null && earlier.length() == array.length() && array.length() != student) {
                array.assign(earlier);
            }
        });
    }

    /** Takes over an earlier state. */
    void resume(SessionState state) {
        SessionState now = state();
        if (!now.arrays().keySet().equals(state.arrays().keySet())) {
            throw new RunException(
                    "the state to go on from holds %s of the method, this method has %s. Go on with the method that the state was made with, or begin at the first step."
                            .formatted(state.arrays().keySet(), now.arrays().keySet()));
        }
        now.arrays().forEach((name, array) -> array.assign(state.arrays().get(name)));
        all.forEach((name, companion) -> companion.steps = state.steps().get(name));
    }
}
