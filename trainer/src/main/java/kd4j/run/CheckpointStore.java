package kd4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import kd4j.compress.Progress;
import kd4j.engine.RunException;
import kd4j.engine.SessionState;
import kd4j.engine.TrainingState;
import kd4j.file.Floats;
import kd4j.file.Sha256;
import kd4j.model.Description;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps the newest training state of one folder: {@code checkpoint/epoch-000012/} with {@code state.json} and the arrays as
 * little-endian 32-bit floats. A new one is complete before the old one goes.
 *
 * @param folder the folder of the checkpoints
 */
record CheckpointStore(Path folder) {
    private static final String STATE = "state.json";
    private static final String SESSION = "session.";
    private static final String PLAN = "plan.";

    /** Counts up when what a checkpoint holds changes; one of before is refused. */
    private static final int FORMAT = 2;

    /**
     * What {@code state.json} holds.
     *
     * @param format {@link #FORMAT} of the KD4J that wrote it
     * @param digests SHA-256 of each array's file
     * @param session how often each network that is trained along was changed
     * @param network the layers, where a plan of compression has changed them; null where they are those of the recipe
     */
    record Kept(
            int format,
            int epoch,
            long step,
            TrainingState.Best best,
            int threads,
            Map<String, String> digests,
            Map<String, Long> session,
            Map<String, Object> network) {}

    void save(TrainingState state) {
        Path target = folder.resolve("epoch-%06d".formatted(state.epoch()));
        if (!Files.exists(target)) { // the end of the last epoch is told twice; what is there is the same and whole
            write(target, state);
        }
        AtomicFiles.attempt(folder, () -> {
            for (Path old : all()) {
                if (!old.equals(target)) {
                    AtomicFiles.delete(old);
                }
            }
        });
    }

    private static void write(Path target, TrainingState state) {
        AtomicFiles.writeFolder(target, beside -> {
            Map<String, String> digests = new TreeMap<>();
            digests.put("parameters", writeArray(beside, "parameters", state.parameters()));
            digests.put("best", writeArray(beside, "best", state.bestParameters()));
            if (state.optimizer().isPresent()) {
                digests.put(
                        "optimizer",
                        writeArray(beside, "optimizer", state.optimizer().get()));
            }
            if (state.average().isPresent()) {
                digests.put(
                        "average", writeArray(beside, "average", state.average().get()));
            }
            writeArrays(beside, SESSION, state.session().arrays(), digests);
            writeArrays(beside, PLAN, state.progress().memory(), digests);
            Kept kept = new Kept(
                    FORMAT,
                    state.epoch(),
                    state.step(),
                    state.best(),
                    Threads.inOps(),
                    digests,
                    state.session().steps(),
                    state.progress().network().map(Description::of).orElse(null));
            Files.writeString(beside.resolve(STATE), Json.pretty(kept));
        });
    }

    private static void writeArrays(Path folder, String kind, Map<String, INDArray> arrays, Map<String, String> digests)
            throws IOException {
        for (var array : arrays.entrySet()) {
            String name = kind + array.getKey();
            digests.put(name, writeArray(folder, name, array.getValue()));
        }
    }

    /** The newest state that is whole. */
    Optional<TrainingState> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(all.size() - 1)));
    }

    private List<Path> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(p -> p.getFileName().toString().matches("epoch-\\d{6}"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingState read(Path from) {
        Kept kept = Json.read(from.resolve(STATE), Kept.class, startAgain(from));
        if (kept.format() != FORMAT) {
            throw new RunException("%s was written by another version of KD4J (format %d, this one reads %d). %s"
                    .formatted(from.resolve(STATE), kept.format(), FORMAT, startAgain(from)));
        }
        if (kept.threads() != Threads.inOps()) {
            throw new RunException(
                    "%s was written with %d threads, this training has %d: the bits would differ. Delete it, and this arm starts again; or begin with threads: %d in the recipe."
                            .formatted(from, kept.threads(), Threads.inOps(), kept.threads()));
        }
        return new TrainingState(
                kept.epoch(),
                kept.step(),
                kept.best(),
                readArray(from, "parameters", kept),
                readWhereKept(from, "optimizer", kept),
                readArray(from, "best", kept),
                readWhereKept(from, "average", kept),
                new SessionState(readArrays(from, SESSION, kept), kept.session()),
                new Progress(
                        Optional.ofNullable(kept.network()).map(Description::restore), readArrays(from, PLAN, kept)));
    }

    private static Map<String, INDArray> readArrays(Path from, String kind, Kept kept) {
        Map<String, INDArray> arrays = new TreeMap<>();
        kept.digests().keySet().stream()
                .filter(name -> name.startsWith(kind))
                .forEach(name -> arrays.put(name.substring(kind.length()), readArray(from, name, kept)));
        return arrays;
    }

    private static Optional<INDArray> readWhereKept(Path from, String name, Kept kept) {
        return kept.digests().containsKey(name) ? Optional.of(readArray(from, name, kept)) : Optional.empty();
    }

    private static String writeArray(Path folder, String name, INDArray array) throws IOException {
        byte[] bytes = bytes(array);
        Files.write(file(folder, name), bytes);
        return Sha256.of(bytes);
    }

    private static INDArray readArray(Path folder, String name, Kept kept) {
        Path file = file(folder, name);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!Sha256.of(bytes).equals(kept.digests().get(name))) {
                throw new RunException(file + ": the checkpoint is damaged (its SHA-256 differs from the one in "
                        + STATE + "). " + startAgain(folder));
            }
            return Nd4j.createFromArray(Floats.of(bytes));
        } catch (IOException e) {
            throw new RunException(file + ": cannot be read: " + e.getMessage() + ". " + startAgain(folder), e);
        }
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_") + ".f32");
    }

    private static String startAgain(Path checkpoint) {
        return "Delete the folder %s and run with --resume: this arm starts again.".formatted(checkpoint);
    }

    /** SHA-256 of an array's numbers. */
    static String digest(INDArray array) {
        return Sha256.of(bytes(array));
    }

    private static byte[] bytes(INDArray array) {
        return Floats.bytes(array.ravel().toFloatVector());
    }
}
