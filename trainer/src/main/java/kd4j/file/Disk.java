package kd4j.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What it takes that a file outlives a power cut. */
public final class Disk {
    private Disk() {}

    /** Brings what was written into a file to the disk. */
    public static void sync(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /** Gives a file or a folder its name in one go, in the place of a file that has it, for good. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // Windows opens no folders and needs none of this.
        if (to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            force(to.toAbsolutePath().getParent(), StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption way) throws IOException {
        try (FileChannel channel = FileChannel.open(path, way)) {
            channel.force(true);
        }
    }
}
