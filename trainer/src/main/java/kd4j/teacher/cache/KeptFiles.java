package kd4j.teacher.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import kd4j.file.AtomicFile;

/** Makes files of answers, one process at a time, and mends what can be mended. */
final class KeptFiles {
    private KeptFiles() {}

    /**
     * Sees to it that a file has its header and its size. One with another header, which cannot be told from a damaged one, gives
     * way to a new one; one that was cut short gets its size back, and what was cut off is not there any more.
     */
    static synchronized void prepare(Path file, FileLayout layout) throws IOException {
        Files.createDirectories(file.getParent());
        // Locks are held by processes; the word synchronized is for the threads of this one.
        try (FileChannel channel = FileChannel.open(
                        file.resolveSibling("cache.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            if (!begins(file, layout.header()) || Files.size(file) < layout.first()) {
                make(file, layout);
            }
            stretch(file, layout.bytes());
        }
    }

    private static boolean begins(Path file, byte[] header) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer found = ByteBuffer.allocate(header.length);
            while (found.hasRemaining() && channel.read(found) >= 0) {
                continue;
            }
            return Arrays.equals(found.array(), header);
        }
    }

    /** Records are a hole that takes no room until they are written; the pages in front are written, for they will be mapped. */
    private static void make(Path file, FileLayout layout) throws IOException {
        try (AtomicFile atomic = new AtomicFile(file)) {
            try (FileChannel channel = FileChannel.open(
                    atomic.temporary(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                write(channel, ByteBuffer.wrap(layout.header()));
                while (channel.position() < layout.first()) {
                    write(channel, zeros(Math.min(1 << 20, layout.first() - channel.position())));
                }
            }
            stretch(atomic.temporary(), layout.bytes());
            atomic.sync();
            atomic.publish();
        }
    }

    private static void stretch(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() < bytes) {
                channel.position(bytes - 1);
                write(channel, zeros(1));
            }
        }
    }

    private static ByteBuffer zeros(long bytes) {
        return ByteBuffer.allocate((int) bytes);
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
