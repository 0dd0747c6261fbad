package kd4j.run;

import java.util.Optional;
import java.util.function.Supplier;
import kd4j.engine.Event;

/**
 * A run's other logs while it lasts.
 *
 * @param logs which there are
 * @param log the run's own
 * @param listener hears everything as well
 * @param courier serves the server, where there is one
 */
record OpenLogs(RunLogs logs, RunLog log, RunListener listener, Optional<Courier> courier)
        implements RunListener, AutoCloseable {
    @Override
    public void on(Arm arm, long seed, Event event) {
        log.on(arm, seed, event);
        listener.on(arm, seed, event);
        if (event instanceof Event.EpochDone) {
            courier.ifPresent(Courier::call);
        }
    }

    @Override
    public void result(ArmResult result) {
        log.result(result);
        listener.result(result);
        courier.ifPresent(Courier::call);
    }

    @Override
    public void note(String text) {
        log.note(text);
        listener.note(text);
    }

    /** Runs, with what is written and sent before and behind it. */
    Runs.Done during(RunFolder folder, Supplier<Summary> run) {
        Summary summary = log.during(() -> {
            logs.begin(folder);
            Summary done = run.get();
            logs.completeFiles(folder);
            return done;
        });
        if (courier.isPresent() && !courier.get().finish()) {
            note("MLflow does not have all of this run yet; send the rest with: kd4j track " + folder.root());
        }
        return new Runs.Done(folder, summary);
    }

    @Override
    public void close() {
        courier.ifPresent(Courier::close);
    }
}
