package kd4j.datasets.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kd4j.data.DataException;

/**
 * Fetches catalogued data sets: continues what was interrupted, checks every file's SHA-256, and puts a file into its place
 * only when it is right. KD4J_MIRROR names an address to fetch from instead of the catalogue's mirrors.
 */
public final class Downloader {
    private static final int ATTEMPTS = 4;

    private final Transfer transfer;
    private final Duration pause;

    /**
     * A downloader.
     *
     * @param patience how long a server may stay silent
     * @param pause time before the second attempt; it doubles with every further one
     * @param progress is told how far each file has come
     */
    public Downloader(Duration patience, Duration pause, Progress progress) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build();
        this.transfer = new Transfer(client, patience, progress);
        this.pause = pause;
    }

    /** One with the usual patience: 30 seconds of silence, first pause 1 second. */
    public static Downloader standard(Progress progress) {
        return new Downloader(Duration.ofSeconds(30), Duration.ofSeconds(1), progress);
    }

    /**
     * Makes sure that all files of a data set are in the store; those that are there and right are left alone.
     *
     * @param source what to fetch
     * @param store the folder of all data sets
     * @return the data set's folder below it
     * @throws DataException when no mirror gives the right file, or the disk cannot take it; what was fetched is kept
     */
    public Path get(Source source, Path store) {
        Path folder = store.resolve(source.name());
        try {
            Files.createDirectories(folder);
            List<RemoteFile> wanted = source.files().stream()
                    .filter(file -> !isRight(file, folder.resolve(file.name())))
                    .toList();
            requireSpace(folder, wanted);
            for (RemoteFile file : wanted) {
                fetch(file, mirrors(source), folder.resolve(file.name()));
            }
            return folder;
        } catch (IOException e) {
            throw PartFile.unwritable(folder, e);
        }
    }

    private static List<URI> mirrors(Source source) {
        return Settings.mirror()
                .map(base -> List.of(URI.create(base.replaceAll("/*$", "/") + source.name() + "/")))
                .orElse(source.mirrors());
    }

    private static boolean isRight(RemoteFile file, Path path) {
        return Files.isRegularFile(path) && Folders.digest(path).equals(file.sha256());
    }

    private static void requireSpace(Path folder, List<RemoteFile> wanted) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long needed = 0;
        for (RemoteFile file : wanted) {
            needed += file.bytes() - new PartFile(folder.resolve(file.name())).length();
        }
        if (needed > store.getUsableSpace()) {
            throw new DataException(
                    "%s: %d more bytes are needed, the disk has room for %d. Make room or name another folder"
                            .formatted(folder, needed, store.getUsableSpace()));
        }
    }

    private void fetch(RemoteFile file, List<URI> mirrors, Path target) throws IOException {
        PartFile part = new PartFile(target);
        List<String> failures = new ArrayList<>();
        for (URI mirror : mirrors) {
            URI uri = mirror.resolve(file.name());
            String failure = attempts(file, uri, part);
            if (failure.isEmpty()) {
                part.finish();
                return;
            }
            failures.add(uri + ": " + failure);
        }
        throw new DataException(
                "%s: could not be fetched: %s. Run the command again later, set KD4J_MIRROR to another address, or put the file there yourself"
                        .formatted(target, String.join("; ", failures)));
    }

    /** Asks one mirror until it gives the right file or there is no hope; answers what went wrong, or nothing. */
    private String attempts(RemoteFile file, URI uri, PartFile part) throws IOException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            rest(attempt);
            boolean resumed = part.length() > 0;
            try {
                transfer.run(uri, file, part);
                failure = mismatch(file, part);
                if (failure.isEmpty() || !resumed) {
                    return failure;
                }
            } catch (RefusedException e) {
                return e.getMessage();
            } catch (IOException e) {
                failure = e.getMessage() == null ? e.toString() : e.getMessage();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return failure;
    }

    private static String mismatch(RemoteFile file, PartFile part) throws IOException {
        String given = part.digest();
        if (given.equals(file.sha256())) {
            return "";
        }
        part.discard();
        return "wrong contents: SHA-256 of %s is %s, expected %s".formatted(file.name(), given, file.sha256());
    }

    private void rest(int attempt) {
        if (attempt > 0) {
            try {
                Thread.sleep(pause.multipliedBy(1L << (attempt - 1)).toMillis());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static DataException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DataException(
                "the download was stopped; what was fetched is kept. Run the command again to continue", e);
    }
}
