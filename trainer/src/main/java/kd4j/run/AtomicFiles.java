package kd4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import kd4j.engine.RunException;
import kd4j.file.AtomicFile;
import kd4j.file.Disk;

/** Files that are either there whole or not at all: written beside, synced, renamed; a failure tells what to do. */
final class AtomicFiles {
    private AtomicFiles() {}

    /** Something that writes. */
    interface Writer {
        void to(Path path) throws IOException;
    }

    static void write(Path target, String text) {
        write(target, path -> Files.writeString(path, text, StandardCharsets.UTF_8));
    }

    /** Writes a file. */
    static void write(Path target, Writer writer) {
        attempt(target, () -> {
            // Closing it frees the room of what was not finished.
            try (AtomicFile file = new AtomicFile(target)) {
                writer.to(file.temporary());
                file.sync();
                file.publish();
            }
        });
    }

    /** Writes a folder that does not exist yet. */
    static void writeFolder(Path target, Writer writer) {
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        attempt(target, () -> {
            delete(beside);
            Files.createDirectories(beside);
            try {
                writer.to(beside);
                syncAll(beside);
                Disk.rename(beside, target);
            } finally {
                delete(beside);
            }
        });
    }

    private static void syncAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Disk.sync(file);
            }
        }
    }

    /** Deletes a file or a folder with all that is in it; nothing happens where there is none. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Runs file work; what goes wrong is told with the file and what to do. */
    static void attempt(Path path, FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw failure(path, e);
        } catch (UncheckedIOException e) {
            throw failure(path, e.getCause());
        }
    }

    /** Work on files. */
    interface FileWork {
        void run() throws IOException;
    }

    private static RunException failure(Path path, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new RunException(
                ("%s: cannot be written: %s (%s). Free space or rights in that folder, or choose another with --out;"
                                + " what was there before is untouched, and --resume goes on.")
                        .formatted(path, reason, e.getClass().getSimpleName()),
                e);
    }
}
