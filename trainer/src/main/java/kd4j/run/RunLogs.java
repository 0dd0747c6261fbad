package kd4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kd4j.engine.Event;
import kd4j.engine.RunException;
import kd4j.track.Access;
import kd4j.track.EventFile;
import kd4j.track.Log;
import kd4j.track.Mlflow;
import kd4j.track.MlflowServer;
import kd4j.track.TensorBoard;

/**
 * The logs that a recipe wants beside the run's own.
 *
 * @param board TensorBoard's, where it is wanted
 * @param server MLflow's, where it is wanted
 */
record RunLogs(Optional<TensorBoard> board, Optional<Mlflow> server) {
    static final RunLogs NONE = new RunLogs(Optional.empty(), Optional.empty());

    /** The time that one call to a server may take. */
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("kd4j.mlflow.seconds", 10));

    static RunLogs of(Optional<List<Log>> logs) {
        List<Log> all = logs.orElse(List.of());
        return new RunLogs(one(all, TensorBoard.class), one(all, Mlflow.class));
    }

    private static <T> Optional<T> one(List<Log> logs, Class<T> type) {
        return logs.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** What hears a training. */
    List<Event.Listener> of(RunFolder.ArmFolder arm) {
        return board.<Event.Listener>map(b -> new EventLog(new EventFile(arm.events()), b.histograms())).stream()
                .toList();
    }

    /**
     * A listener that also tells the server, in a thread of its own.
     *
     * @throws kd4j.track.TrackException when a server is wanted and has no address
     */
    OpenLogs open(RunFolder folder, RunListener listener) {
        RunLog log = new RunLog(folder);
        Optional<Courier> courier = server.map(s -> {
            MlflowServer to = reached(s);
            MlflowSync sync = new MlflowSync(folder, to, s.experiment());
            return new Courier(() -> alone(folder, sync), "MLflow at " + to.address(), LIMIT.multipliedBy(2), text -> {
                log.note(text);
                listener.note(text);
            });
        });
        return new OpenLogs(this, log, listener, courier);
    }

    /** What can be said before a training. */
    void begin(RunFolder folder) {
        board.ifPresent(b -> EventFiles.whole(folder, Map.of()));
    }

    private static MlflowServer reached(Mlflow settings) {
        return new MlflowServer(Access.of(settings.address(), System.getenv()), LIMIT);
    }

    /**
     * Writes and sends what is known when a run has ended, or later. What is there already stays and is not sent again.
     *
     * @return how many epochs a server was sent
     * @throws kd4j.track.TrackException when a server does not take it
     */
    int complete(RunFolder folder) {
        completeFiles(folder);
        return server.map(s -> alone(folder, new MlflowSync(folder, reached(s), s.experiment())))
                .orElse(0);
    }

    /** The part of {@link #complete} that stays on this machine. */
    void completeFiles(RunFolder folder) {
        board.ifPresent(b -> board(folder));
    }

    private static void board(RunFolder folder) {
        Map<String, ArmResult> results = new TreeMap<>();
        for (long seed : Json.read(folder.provenance(), Provenance.class).seeds()) {
            for (Arm arm : Arm.values()) {
                RunFolder.ArmFolder own = folder.arm(seed, arm);
                EventFiles.complete(own);
                if (Files.exists(own.result())) {
                    results.put("seed-%d/%s".formatted(seed, arm.id()), Json.read(own.result(), ArmResult.class));
                }
            }
        }
        EventFiles.whole(folder, results);
    }

    /** Two processes would send the same. */
    private static int alone(RunFolder folder, MlflowSync sync) {
        Path lock = folder.root().resolve("mlflow.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new RunException(lock + ": another process is sending this run. Wait for it.");
            }
            return sync.sync();
        } catch (OverlappingFileLockException e) {
            throw new RunException(lock + ": this run is being sent already. Wait for it.", e);
        } catch (IOException e) {
            throw new RunException("%s: cannot be locked: %s".formatted(lock, e.getMessage()), e);
        }
    }
}
