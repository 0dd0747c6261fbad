package kd4j.datasets.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import kd4j.data.DataException;

/** The beginning of a file that is being fetched, kept as {@code name.part} so that a later call continues it. */
final class PartFile {
    private final Path target;
    private final Path path;

    PartFile(Path target) {
        this.target = target;
        this.path = target.resolveSibling(target.getFileName() + ".part");
    }

    /** Bytes that are there. */
    long length() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    String digest() {
        return Folders.digest(path);
    }

    void discard() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Puts the complete file into its place in one step. */
    void finish() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Opens the part for writing after its first bytes and keeps other processes away from it. */
    Writer write(long from) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Writer writer = new Writer(channel);
        if (!locked(channel)) {
            channel.close();
            throw new DataException(path + ": is being fetched by another process; wait for it to end");
        }
        channel.truncate(from);
        channel.position(from);
        return writer;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Appends; what the disk refuses is told apart from what the network refuses. */
    final class Writer implements AutoCloseable {
        private final FileChannel channel;

        private Writer(FileChannel channel) {
            this.channel = channel;
        }

        void append(byte[] bytes, int count) {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                throw unwritable(path, e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    static DataException unwritable(Path path, IOException e) {
        return new DataException(
                "%s: cannot be written: %s. What was fetched is kept; make room or name another folder and run the command again"
                        .formatted(path, e.getMessage()),
                e);
    }
}
