package kd4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import kd4j.component.Components;
import kd4j.engine.RunException;
import kd4j.file.Sha256;
import kd4j.recipe.DataSection;
import kd4j.teacher.TrainedTeacher;

/**
 * Trained teachers by the digest of all that they depend on: architecture, training, data section, the data's own digests, the
 * seed, and the number of threads, which decides the last bits. Two recipes with the same teacher share it.
 *
 * @param root the folder of all teachers
 */
record TeacherStore(Path root) {
    /**
     * The folder of one teacher.
     *
     * @param teacher digest of the teacher that it is distilled from; empty where there is none
     */
    RunFolder.ArmFolder folder(
            TrainedTeacher source, DataSection data, Map<String, String> digests, long seed, String teacher) {
        Map<String, Object> key = new TreeMap<>();
        key.put("architecture", Components.describe((Record) source.architecture()));
        key.put("training", Components.describe(source.training()));
        source.from().ifPresent(step -> key.put("from", Components.describe(step)));
        if (!teacher.isEmpty()) {
            key.put("teacher", teacher);
        }
        key.put("data", Components.describe(data));
        key.put("digests", new TreeMap<>(digests));
        key.put("seed", seed);
        key.put("threads", Threads.inOps());
        return new RunFolder.ArmFolder(root.resolve(Sha256.of(Json.line(key)).substring(0, 16)));
    }

    /** Runs work on a teacher's folder while no other process does; waits for it where one is at it. */
    <T> T alone(RunFolder.ArmFolder folder, Supplier<T> work) {
        Path file = folder.root().resolve("teacher.lock");
        try {
            Files.createDirectories(folder.root());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                return work.get();
            }
        } catch (IOException e) {
            throw new RunException(
                    file + ": cannot be locked: " + e.getMessage()
                            + ". Choose a folder that can be written with --out.",
                    e);
        }
    }
}
