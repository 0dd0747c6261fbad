package kd4j.data;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Prepares the next batches on a background thread while a batch is in use: at most {@value #AHEAD} wait, one is in use. It
 * goes through pass after pass without a stop, so the first batches of an epoch are made while the epoch before is validated.
 * Which batches come, in which order and with which bits, is decided by {@link Batches} alone.
 *
 * <p>It belongs to one thread, which has to close it; the background thread has ended when {@link #close} returns.
 */
public final class Prefetcher implements AutoCloseable {
    static final String THREAD = "kd4j-batches";
    private static final int AHEAD = 3;

    private final IntFunction<Batches> passes;
    private final int end;
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Prefetcher::thread);
    private final Queue<Future<Batch>> ahead = new ArrayDeque<>();
    private Batch used;

    // Only the background thread looks at these.
    private int nextPass;
    private Batches pass;
    private int step;

    /**
     * Begins to prepare.
     *
     * @param passes the batches of a pass by its number; called on the background thread, once a pass and in order
     * @param from the first pass
     * @param end the number behind the last pass
     */
    public Prefetcher(IntFunction<Batches> passes, int from, int end) {
        this.passes = passes;
        this.nextPass = from;
        this.end = end;
        for (int i = 0; i < AHEAD; i++) {
            ahead.add(worker.submit(this::prepare));
        }
    }

    /** One pass over these batches; nobody else may use them until it is closed. */
    public static Prefetcher of(Batches batches) {
        return new Prefetcher(pass -> batches, 0, 1);
    }

    /**
     * The next batch, waited for where it is not ready. It is valid until the next call or {@link #close}, which free its
     * memory.
     *
     * <p>What went wrong on the background thread is thrown here as it was thrown there.
     *
     * @throws NoSuchElementException behind the last batch of the last pass
     * @throws DataException when this thread is interrupted while it waits; it stays marked as interrupted
     */
    public Batch next() {
        free();
        Future<Batch> next = ahead.remove();
        ahead.add(worker.submit(this::prepare));
        used = await(next);
        if (used == null) {
            throw new NoSuchElementException("all batches of all passes were used");
        }
        return used;
    }

    /** Ends the background thread, behind the batch that it is at. */
    @Override
    public void close() {
        worker.getQueue().clear();
        worker.shutdown(); // without an interrupt, which would close the files that rows are read from
        awaitEnd();
        free();
    }

    /** Null behind the last batch. */
    private Batch prepare() {
        while (pass == null || step == pass.steps()) {
            if (nextPass >= end) {
                return null;
            }
            pass = passes.apply(nextPass++);
            step = 0;
        }
        Batch batch = pass.batch(step++);
        Nd4j.getExecutioner().commit(); // a GPU has its copy before another thread uses it
        return batch;
    }

    private void free() {
        if (used != null) {
            used.features().close();
            used = null;
        }
    }

    private static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while the next batch was waited for; the training was told to end", e);
        }
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (!worker.isTerminated()) {
            try {
                worker.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, THREAD);
        thread.setDaemon(true);
        return thread;
    }
}
