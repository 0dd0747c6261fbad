package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can see of a run that goes on. */
class RunFolderTest {
    @TempDir
    private Path runs;

    @Test
    void a_run_is_in_use_while_its_lock_is_held() throws IOException {
        RunFolder run = new RunFolder(runs);
        assertFalse(run.inUse(), "nobody has begun");
        try (FileChannel channel = FileChannel.open(run.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertTrue(run.inUse());
        }
        assertFalse(run.inUse(), "the lock's file stays, the lock does not");
    }

    @Test
    void a_shared_training_names_its_place_until_its_record_is_copied() throws IOException {
        RunFolder.ArmFolder own = new RunFolder(runs.resolve("name/time")).arm(7, Arm.TEACHER);
        RunFolder.ArmFolder shared = new RunFolder.ArmFolder(runs.resolve("teachers/0123"));
        SharedTrainings trainings = new SharedTrainings(runs.resolve("teachers"), null, Map.of());
        String found = trainings.share(shared, own, kept -> {
            try {
                Files.writeString(kept.metrics(), "{}\n");
                Path named = own.root().resolve(Files.readString(own.trainedIn()));
                return Files.readString(named.resolve("metrics.jsonl"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals("{}\n", found);
        assertFalse(Files.exists(own.trainedIn()));
        assertEquals("{}\n", Files.readString(own.metrics()));
    }
}
