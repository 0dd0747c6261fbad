package kd4j.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kd4j.run.RunFolder;
import kd4j.run.Runs;

/** Runs jobs, each in a process of its own, so that none can harm another. */
final class Processes {
    /** A process that was told to end and does not is killed after so many seconds. */
    private static final int PATIENCE = 10;

    private final Runs runs;
    private final int threads;
    private final Set<Process> alive = new HashSet<>();
    private boolean ended;

    /**
     * No process yet.
     *
     * @param runs where records are kept
     * @param threads threads inside operations of each process
     */
    Processes(Runs runs, int threads) {
        this.runs = runs;
        this.threads = threads;
    }

    /**
     * Does a job, unless it was done before. A run of it that was stopped goes on.
     *
     * @throws SweepException when all were ended
     */
    Outcome run(Job job) {
        Path log = log(job);
        Optional<RunFolder> done = runs.finished(job.cell());
        if (done.isPresent()) {
            return new Outcome(job, done.map(RunFolder::root), true, "", log);
        }
        try {
            Files.createDirectories(log.getParent());
            int code = process(job, log);
            Optional<Path> folder = runs.finished(job.cell()).map(RunFolder::root);
            return code == 0 && folder.isPresent()
                    ? new Outcome(job, folder, false, "", log)
                    : new Outcome(job, Optional.empty(), false, reason(code, log), log);
        } catch (IOException e) {
            throw SweepException.of(log, e);
        }
    }

    private Path log(Job job) {
        return runs.root()
                .resolve(job.cell().recipe().name())
                .resolve("sweep-" + job.cell().digest().substring(0, 8) + ".log");
    }

    private int process(Job job, Path log) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("run", job.file().toString(), "--only", job.cell().digest()));
        words.addAll(List.of("--out", runs.root().toString(), "--quiet"));
        job.overrides().forEach(o -> words.addAll(List.of("--set", o)));
        ProcessBuilder builder = new ProcessBuilder(OwnJava.command(words))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
        Process process = started(builder);
        try {
            int code = process.waitFor();
            requireGoingOn();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SweepException("the sweep was interrupted; the same command goes on with it", e);
        } finally {
            process.destroy();
            forget(process);
        }
    }

    /** Under one lock with {@link #end}, so that none begins behind its back. */
    private synchronized Process started(ProcessBuilder builder) throws IOException {
        requireGoingOn();
        Process process = builder.start();
        alive.add(process);
        return process;
    }

    private synchronized void forget(Process process) {
        alive.remove(process);
    }

    private synchronized void requireGoingOn() {
        if (ended) {
            throw new SweepException("the sweep was stopped; the same command goes on with it");
        }
    }

    /** The last thing it said that is no part of a stack trace. */
    private static String reason(int code, Path log) throws IOException {
        return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                .reduce((before, last) -> last)
                .map(line -> "exit code %d: %s".formatted(code, line.strip()))
                .orElse("exit code " + code);
    }

    /** Ends those that run; what they trained goes on with the next sweep. */
    synchronized void stop() {
        alive.forEach(Process::destroy);
    }

    /** Ends those that run, starts no other, and waits until they are gone. */
    void end() {
        Set<Process> last;
        synchronized (this) {
            ended = true;
            stop();
            last = Set.copyOf(alive);
        }
        try {
            for (Process process : last) {
                if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            last.forEach(Process::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
