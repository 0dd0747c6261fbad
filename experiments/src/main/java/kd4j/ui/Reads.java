package kd4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What files of runs say: each is read once, and again only when it has changed. */
final class Reads {
    /** By which a changed file is told; a file that was replaced has another key. */
    private record Stamp(long millis, long bytes, Object key) {}

    private record Kept(Stamp stamp, Object value) {}

    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    /** How often a file was really read. */
    long count() {
        return count.get();
    }

    /** Forgets all files but those in these folders. */
    void keepOnly(Set<Path> folders) {
        kept.keySet().removeIf(file -> !folders.contains(file.getParent()));
    }

    /**
     * What a file says; empty where there is none.
     *
     * @param read makes a value of the file; always the same one for the same file
     */
    @SuppressWarnings("unchecked") // a file is always read into the same type
    <T> Optional<T> of(Path file, Function<Path, T> read) {
        Optional<Stamp> now = stamp(file);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        // One at a time, so that two pages that are opened together do not both read.
        Kept said = kept.compute(file, (f, before) -> {
            if (before != null && before.stamp().equals(now.get())) {
                return before;
            }
            count.incrementAndGet();
            return new Kept(now.get(), read.apply(f));
        });
        return Optional.of((T) said.value());
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.lastModifiedTime().toMillis(), found.size(), found.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UiException(file + ": cannot be read: " + e + ". Check the folder's rights.", e);
        }
    }
}
