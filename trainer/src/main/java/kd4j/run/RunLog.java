package kd4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import kd4j.component.Kd4jException;
import kd4j.engine.Event;
import kd4j.metric.Assessment;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells Log4j what a run says, with the fields {@code run} (its folder), {@code arm}, {@code seed} and {@code epoch} in the thread's
 * context. KD4J's own configuration routes it by {@code run} into the folder's {@code run.log}, a JSON object a line; warnings of
 * libraries in the run's thread go there too.
 */
final class RunLog implements RunListener {
    private static final Logger LOG = LogManager.getLogger("kd4j.run");
    private static final String RUN = "run";

    private final RunFolder folder;
    private final List<String> early = new ArrayList<>();
    private volatile boolean open;

    RunLog(RunFolder folder) {
        this.folder = folder;
    }

    /** Runs; what was said before is written first, since a folder is not made for a run that is refused. */
    <T> T during(Supplier<T> work) {
        try (var context = context(Map.of())) {
            open = true;
            early.forEach(LOG::info);
            T result = work.get();
            LOG.info("the run has ended");
            return result;
        } catch (Kd4jException e) {
            failed(e);
            throw e;
        }
    }

    private void failed(Kd4jException e) {
        try (var context = context(Map.of())) {
            LOG.error("the run was stopped: {}", e.getMessage());
        }
    }

    private CloseableThreadContext.Instance context(Map<String, String> fields) {
        return CloseableThreadContext.put(RUN, folder.root().toString()).putAll(fields);
    }

    @Override
    public void on(Arm arm, long seed, Event event) {
        Map<String, String> fields = Map.of("arm", arm.id(), "seed", String.valueOf(seed));
        if (event instanceof Event.Started started) {
            try (var context = context(fields)) {
                LOG.info(
                        "training begins behind epoch {} of {}, {} steps each",
                        started.epochsDone(),
                        started.epochs(),
                        started.stepsPerEpoch());
            }
        } else if (event instanceof Event.EpochDone done) {
            try (var context = context(fields).put("epoch", String.valueOf(done.epoch()))) {
                LOG.info(epoch(done));
            }
        } else if (event instanceof Event.Alarm alarm) {
            try (var context = context(fields)) {
                LOG.warn(alarm.text());
            }
        }
    }

    private static String epoch(Event.EpochDone done) {
        return String.format(
                Locale.ROOT,
                "objective %.6g, validation choice %.6g, rate %.6g, %.2f s",
                done.objective(),
                done.validation().choice(),
                done.rate(),
                done.seconds());
    }

    @Override
    public void result(ArmResult result) {
        Map<String, String> fields = Map.of("arm", result.arm(), "seed", String.valueOf(result.seed()));
        try (var context = context(fields)) {
            Assessment test = result.test();
            LOG.info(
                    "training has ended: epoch {} selected, parameters {}, test choice {}",
                    result.bestEpoch(),
                    result.digest(),
                    test == null ? "not known" : test.choice());
        }
    }

    @Override
    public void note(String text) {
        if (!open) {
            early.add(text);
            return;
        }
        try (var context = context(Map.of())) {
            LOG.info(text);
        }
    }
}
