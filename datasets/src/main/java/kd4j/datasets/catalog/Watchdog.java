package kd4j.datasets.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a stream that stays silent for too long: the JDK's client waits for a stalled body for ever. */
final class Watchdog implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "kd4j-download-watchdog");
        thread.setDaemon(true);
        return thread;
    });
    private final InputStream watched;
    private final Duration limit;
    private ScheduledFuture<?> alarm;

    Watchdog(InputStream watched, Duration limit) {
        this.watched = watched;
        this.limit = limit;
        this.alarm = schedule();
    }

    /** Something has arrived. */
    void alive() {
        alarm.cancel(false);
        alarm = schedule();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private ScheduledFuture<?> schedule() {
        return clock.schedule(this::cut, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cut() {
        try {
            watched.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
