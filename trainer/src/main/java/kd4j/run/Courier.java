package kd4j.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kd4j.component.Kd4jException;

/**
 * Does some work in a thread of its own whenever there is something to do, so that a server that stalls holds no training up. What
 * fails is tried again, after a second first and then after twice as long each time, a minute at most.
 */
final class Courier implements AutoCloseable {
    private static final long LONGEST_MILLIS = 60_000;

    private final Runnable work;
    private final String to;
    private final Duration atTheEnd;
    private final Consumer<String> notes;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "kd4j-courier");
        made.setDaemon(true);
        return made;
    });
    private long pause;
    private long notBefore;
    private volatile boolean behind;

    /**
     * @param work may fail with a {@link Kd4jException}, and is then done again
     * @param to who is served, for people
     * @param atTheEnd how long {@link #close} waits for the last work
     */
    Courier(Runnable work, String to, Duration atTheEnd, Consumer<String> notes) {
        this.work = work;
        this.to = to;
        this.atTheEnd = atTheEnd;
        this.notes = notes;
    }

    /** There is something to do. */
    void call() {
        if (waiting.compareAndSet(false, true)) {
            thread.execute(this::deliver);
        }
    }

    private void deliver() {
        long left = notBefore - System.nanoTime() / 1_000_000;
        if (behind && left > 0) {
            thread.schedule(this::deliver, left, TimeUnit.MILLISECONDS);
            return;
        }
        waiting.set(false);
        attempt();
        if (behind && waiting.compareAndSet(false, true)) {
            thread.schedule(this::deliver, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void attempt() {
        try {
            work.run();
            if (behind) {
                notes.accept(to + ": is back and has everything up to now");
            }
            behind = false;
            pause = 0;
        } catch (Kd4jException e) {
            if (!behind) {
                notes.accept("%s; the run goes on and sends the rest later".formatted(e.getMessage()));
            }
            behind = true;
            pause = Math.min(LONGEST_MILLIS, Math.max(1000, 2 * pause));
            notBefore = System.nanoTime() / 1_000_000 + pause;
        }
    }

    /** Tries once more. Answers whether everything has arrived. */
    boolean finish() {
        Future<?> last = thread.submit(this::attempt);
        try {
            last.get(atTheEnd.toMillis(), TimeUnit.MILLISECONDS);
            return !behind;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("work for " + to + " failed in a way that was not foreseen", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
