package kd4j.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import kd4j.component.Kd4jException;
import kd4j.run.Runs;

/**
 * Runs jobs side by side. What was finished before is not run again, what was stopped goes on, and one that fails stops no other, so the
 * same command may be given again until all of them are done.
 */
public final class Sweep implements AutoCloseable {
    private final Processes processes;
    private final int workers;
    private final Progress progress;
    private final Thread atTheEnd;

    /**
     * A sweep; nothing is started yet.
     *
     * @param runs where records are kept
     * @param workers how many processes at once
     * @param threads threads inside operations of each
     * @param all how many jobs there will be, for the time that is left
     * @param say hears a sentence after each job
     */
    public Sweep(Runs runs, int workers, int threads, int all, Consumer<String> say) {
        this.processes = new Processes(runs, threads);
        this.workers = workers;
        this.progress = new Progress(all, say);
        this.atTheEnd = new Thread(processes::end, "kd4j-sweep-end");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Runs jobs; the answer has them in their order. */
    public List<Outcome> run(List<Job> jobs) {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            ExecutorCompletionService<Outcome> running = new ExecutorCompletionService<>(threads);
            List<Future<Outcome>> all = new ArrayList<>();
            jobs.forEach(job -> all.add(running.submit(() -> processes.run(job))));
            for (int i = 0; i < jobs.size(); i++) {
                progress.done(running.take().get());
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : all) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SweepException("the sweep was interrupted; the same command goes on with it", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Kd4jException known
                    ? known
                    : new IllegalStateException("a worker failed in a way that was not foreseen", e);
        } finally {
            threads.shutdownNow();
            processes.stop();
        }
    }

    @Override
    public void close() {
        processes.end();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // this program is ending, and the hook has done or is doing the same
        }
    }
}
