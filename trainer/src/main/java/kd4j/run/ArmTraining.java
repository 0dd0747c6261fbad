package kd4j.run;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.engine.Evaluator;
import kd4j.engine.Event;
import kd4j.engine.Plan;
import kd4j.engine.Task;
import kd4j.engine.TrainingLoop;
import kd4j.engine.TrainingState;
import kd4j.method.Method;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.optim.Training;
import kd4j.teacher.Answered;
import kd4j.teacher.Teacher;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One network trained in one folder, from the start or from where an earlier process was stopped.
 *
 * @param arm what is trained
 * @param seed with which seed
 * @param folder where its files stand
 * @param blueprint the network
 * @param method how the objective is made
 * @param training how long and how
 * @param teacher who is asked; empty for a training on labels alone
 * @param data the rows
 * @param views how many views of each row are seen; empty for all
 * @param plan how the network is made smaller on the way
 * @param logs what is kept beside the training's own log
 */
record ArmTraining(
        Arm arm,
        long seed,
        RunFolder.ArmFolder folder,
        Blueprint blueprint,
        Method method,
        Training training,
        Optional<Teacher> teacher,
        Prepared data,
        Optional<Integer> views,
        Plan plan,
        RunLogs logs) {
    /** Seconds between two checkpoints; a kill loses no more than these and one epoch. */
    private static final Duration BETWEEN_CHECKPOINTS =
            Duration.ofSeconds(Integer.getInteger("kd4j.checkpoint.seconds", 5));

    /**
     * A trained network.
     *
     * @param network with the selected parameters, in the units of the data; the caller closes it
     * @param result its figures
     * @param before whether an earlier process did it
     */
    record Trained(Network network, ArmResult result, boolean before) {}

    /** Trains, or takes up what is there. */
    Trained run(RunListener listener) {
        CheckpointStore checkpoints = new CheckpointStore(folder.checkpoints());
        Optional<TrainingState> kept = checkpoints.newest();
        if (kept.isPresent() && Files.exists(folder.result())) {
            Network trained = Network.create(kept.get().progress().network().orElse(blueprint), seed);
            trained.parameters().assign(kept.get().bestParameters());
            data.intoUnitsOfTheData(trained);
            return new Trained(trained, Json.read(folder.result(), ArmResult.class), true);
        }
        Network network = Network.create(blueprint, seed);
        Task task = new Task(
                network,
                teacher,
                method,
                training,
                data.train(),
                data.validation(),
                data.transforms(),
                seed,
                views,
                plan);
        List<Event.Listener> listeners = new ArrayList<>();
        listeners.add(new MetricsLog(
                folder.metrics(), folder.metricsTable(), data.data().kind(), this::answered));
        // Before the checkpoint: an epoch that no log has yet is trained once more after a kill.
        listeners.addAll(logs.of(folder));
        listeners.add(new Checkpoints(checkpoints));
        listeners.add(event -> listener.on(arm, seed, event));
        try (TrainingLoop loop = new TrainingLoop(task, listeners)) {
            kept.ifPresent(loop::resume);
            TrainingState end = loop.run();
            Network trained = loop.network();
            if (trained != network) {
                network.close();
            }
            ArmResult result = measure(loop, end);
            warn(result, listener);
            data.intoUnitsOfTheData(trained);
            return new Trained(trained, result, false);
        }
    }

    /** What a plan of compression did not do is told aloud; the training is kept, since it may be what somebody wants to look at. */
    private void warn(ArmResult result, RunListener listener) {
        if (result.compressed() != null) {
            result.compressed().failures().forEach(text -> listener.on(arm, seed, new Event.Alarm(text)));
        }
    }

    private ArmResult measure(TrainingLoop loop, TrainingState end) {
        Network network = loop.network();
        Evaluator test = Evaluator.of(data.data().test(), data.transforms(), teacher.flatMap(Teacher::onTest));
        INDArray parameters = network.parameters();
        end.average().ifPresent(parameters::assign);
        String lastDigest = CheckpointStore.digest(parameters);
        var lastTest = test.assess(network);
        parameters.assign(end.bestParameters());
        Evaluator.Judged selected = test.judge(network);
        PredictionFile.write(folder.predictions(), selected.predictions());
        return new ArmResult(
                arm.id(),
                seed,
                end.epoch(),
                end.best().epoch(),
                network.blueprint().parameters(),
                network.blueprint().macs(),
                logged().mapToDouble(MetricsLog.Line::seconds).sum(),
                CheckpointStore.digest(parameters),
                lastDigest,
                Evaluator.of(data.validation(), data.transforms(), teacher).assess(network),
                selected.result(),
                lastTest,
                null,
                data.form().orElse(null),
                List.of(),
                network.arithmetic(),
                TeacherCost.of(logged().toList()),
                plan.steps().isEmpty() ? null : Compressed.of(blueprint, network, loop.outcomes()));
    }

    private Answered answered() {
        return teacher.map(Teacher::answered).orElse(Answered.NOTHING);
    }

    /** All epochs, those of interrupted processes too. */
    private Stream<MetricsLog.Line> logged() {
        return MetricsLog.Line.all(folder.metrics()).stream();
    }

    /** Saves the state after an epoch, unless the last time was only moments ago, and always at the end. */
    private static final class Checkpoints implements Event.Listener {
        private final CheckpointStore store;
        private long saved = System.nanoTime();

        private Checkpoints(CheckpointStore store) {
            this.store = store;
        }

        @Override
        public void on(Event event) {
            if (event instanceof Event.Finished finished) {
                store.save(finished.state());
            } else if (event instanceof Event.EpochDone done
                    && System.nanoTime() - saved >= BETWEEN_CHECKPOINTS.toNanos()) {
                store.save(done.state());
                saved = System.nanoTime();
            }
        }
    }
}
