package kd4j.datasets.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import kd4j.data.DataException;
import kd4j.file.Sha256;

/** Reads files, packed with gzip or not (told by their first two bytes), and keeps the SHA-256 of each as it is on disk. */
public final class DataFiles {
    private final Map<String, String> digests = new TreeMap<>();

    /** What is done with a file's unpacked bytes. */
    @FunctionalInterface
    public interface Content<T> {
        T read(InputStream in) throws IOException;
    }

    /** Where a file's bytes come from. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * Reads a file of the file system.
     *
     * @param name how the file is called among the {@link #digests}
     * @throws DataException when it is missing or damaged; the message starts with its path
     */
    public <T> T read(String name, Path file, Content<T> content) {
        return read(name, file.toString(), () -> Files.newInputStream(file), content);
    }

    /** Reads bytes that come from elsewhere, such as a resource. */
    public <T> T read(String name, String place, Opening opening, Content<T> content) {
        try (DigestInputStream raw = new DigestInputStream(opening.open(), Sha256.begin())) {
            InputStream buffered = keptOpen(new BufferedInputStream(raw, 1 << 16));
            T result = content.read(unpack(buffered));
            buffered.transferTo(OutputStream.nullOutputStream());
            digests.put(name, Sha256.end(raw.getMessageDigest()));
            return result;
        } catch (NoSuchFileException e) {
            throw new DataException(place + ": no such file", e);
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    "%s: damaged, its gzip data ends early or is wrong (%s). Fetch the file again"
                            .formatted(place, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new DataException("%s: cannot be read: %s".formatted(place, e), e);
        }
    }

    /** SHA-256 in hexadecimal of every file read so far, by name. */
    public Map<String, String> digests() {
        return Map.copyOf(digests);
    }

    /** Readers may close what they are given; the rest of the file still counts for its digest. */
    private static InputStream keptOpen(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    private static InputStream unpack(InputStream buffered) throws IOException {
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
