package kd4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import kd4j.engine.RunException;

/** Files that are either there whole or not at all: written beside, synced, renamed. */
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
        Path beside = target.resolveSibling(target.getFileName() + ".part");
        attempt(target, () -> {
            Files.createDirectories(target.getParent());
            try {
                writer.to(beside);
                sync(beside);
                rename(beside, target);
            } finally {
                delete(beside); // nothing is there but after a failure, where the room is needed
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
                rename(beside, target);
            } finally {
                delete(beside);
            }
        });
    }

    private static void syncAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sync(file);
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

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(to.toAbsolutePath().getParent());
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes a rename outlive a power cut; Windows cannot open folders and does not need it. */
    private static void syncFolder(Path folder) throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
