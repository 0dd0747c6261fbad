package kd4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import kd4j.component.Components;
import kd4j.engine.RunException;
import kd4j.file.Sha256;
import kd4j.model.Architecture;
import kd4j.optim.Training;
import kd4j.recipe.DataSection;

/**
 * Trainings that several runs have in common, by the digest of all that they depend on: architecture, training, data section, the
 * data's own digests, the seed, KD4J's version, and the number of threads, which decides the last bits. Two recipes with the same
 * teacher share it, and so do two methods with the same student alone.
 *
 * @param root the folder of all trainings of one kind
 * @param data the recipe's data section
 * @param digests of the data
 */
record SharedTrainings(Path root, DataSection data, Map<String, String> digests) {
    private static final String LOCK = "training.lock";

    /**
     * The folder of one training.
     *
     * @param more what else it depends on
     */
    RunFolder.ArmFolder folder(Architecture architecture, Training training, long seed, Map<String, ?> more) {
        Map<String, Object> key = new TreeMap<>(more);
        key.put("architecture", Components.describe((Record) architecture));
        key.put("training", Components.describe(training));
        key.put("data", Components.describe(data));
        key.put("digests", new TreeMap<>(digests));
        key.put("seed", seed);
        key.put("threads", Threads.inOps());
        key.put("kd4j", Provenance.version());
        return new RunFolder.ArmFolder(root.resolve(Sha256.of(Json.line(key)).substring(0, 16)));
    }

    /**
     * Works on a training's folder while no other process does, waiting for one that is at it, and leaves a copy of its record in
     * the run's own folder, so that nothing points to a folder that may go.
     *
     * @param arm the run's own folder
     */
    <T> T share(RunFolder.ArmFolder shared, RunFolder.ArmFolder arm, Function<RunFolder.ArmFolder, T> work) {
        try {
            Files.createDirectories(shared.root());
            try (FileChannel channel = FileChannel.open(
                            shared.root().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                // For those who watch: until the copy is here, the log grows there.
                AtomicFiles.write(arm.trainedIn(), from(arm, shared));
                T done = work.apply(shared);
                copy(shared, arm);
                Files.deleteIfExists(arm.trainedIn());
                return done;
            }
        } catch (IOException e) {
            throw new RunException(
                    shared.root().resolve(LOCK) + ": cannot be locked: " + e.getMessage()
                            + ". Choose a folder that can be written with --out.",
                    e);
        }
    }

    private static String from(RunFolder.ArmFolder arm, RunFolder.ArmFolder shared) {
        Path own = arm.root().toAbsolutePath().normalize();
        return own.relativize(shared.root().toAbsolutePath().normalize()).toString();
    }

    private static void copy(RunFolder.ArmFolder from, RunFolder.ArmFolder to) {
        for (Path file : List.of(
                from.network(),
                from.metrics(),
                from.metricsTable(),
                from.events(),
                from.predictions(),
                from.result())) {
            if (Files.exists(file)) {
                AtomicFiles.write(
                        to.root().resolve(file.getFileName()),
                        beside -> Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING));
            }
        }
    }
}
