package kd4j.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that appears under its name whole, or not at all: it is written beside its place, and takes it when it is on the disk
 * and somebody has found it good. Closed before that, it leaves nothing, and what lay in its place stays.
 */
public final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path temporary;

    /** Makes the folders that are missing; writes nothing yet. */
    public AtomicFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        Path folder = this.target.getParent();
        Files.createDirectories(folder);
        // Not createTempFile: its files can be read by nobody else, and one that a killed export left would stay.
        temporary = folder.resolve("." + target.getFileName() + ".part");
    }

    /** Where to write. */
    public Path temporary() {
        return temporary;
    }

    /** Puts the file, which {@link #sync} has brought to the disk, in its place. */
    public void publish() throws IOException {
        Disk.rename(temporary, target);
    }

    /** Brings what was written to the disk. */
    public void sync() throws IOException {
        Disk.sync(temporary);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
