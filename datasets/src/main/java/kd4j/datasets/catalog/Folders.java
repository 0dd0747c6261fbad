package kd4j.datasets.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.file.Sha256;

/** Finds the files of catalogued data sets on disk and makes sure that they are the right ones. */
final class Folders {
    private Folders() {}

    /**
     * The first folder that has all files of a data set: below the folder named by KD4J_DATA, then below the store.
     *
     * @throws DataException when there is none, or when a file in it has other contents than the catalogue says
     */
    static Path of(Source source, DataPlace place) {
        return first(List.of(source), place).folder();
    }

    /** A folder, and which form of the data set it holds. */
    record Found(Source source, Path folder) {
        private boolean complete() {
            return missing(source, folder).isEmpty();
        }
    }

    /**
     * The first folder that has all files of one of the forms that a data set comes in.
     *
     * @param forms the forms, best first; a folder that holds several gives the first
     * @throws DataException when there is none, or when a file in it has other contents than the catalogue says
     */
    static Found first(List<Source> forms, DataPlace place) {
        Source whole = forms.get(0);
        List<Path> candidates = Stream.concat(Settings.folder().map(Path::of).stream(), Stream.of(place.store()))
                .map(folder -> folder.resolve(whole.name()))
                .toList();
        Found found = candidates.stream()
                .flatMap(folder -> forms.stream().map(form -> new Found(form, folder)))
                .filter(Found::complete)
                .findFirst()
                .orElseThrow(() -> nowhere(whole, candidates));
        found.source().files().forEach(file -> verify(found.source(), found.folder(), file));
        return found;
    }

    /** The files of a data set that a folder does not have. */
    static List<RemoteFile> missing(Source source, Path folder) {
        return source.files().stream()
                .filter(file -> !Files.isRegularFile(folder.resolve(file.name())))
                .toList();
    }

    private static void verify(Source source, Path folder, RemoteFile file) {
        Path path = folder.resolve(file.name());
        String given = digest(path);
        if (!given.equals(file.sha256())) {
            throw new DataException(
                    "%s: damaged or another file: SHA-256 is %s, expected %s. Delete it and run: kd4j data get %s"
                            .formatted(path, given, file.sha256(), source.name()));
        }
    }

    static String digest(Path path) {
        try {
            return Sha256.of(path);
        } catch (IOException e) {
            throw new DataException("%s: cannot be read: %s".formatted(path, e), e);
        }
    }

    private static DataException nowhere(Source source, List<Path> candidates) {
        String looked = String.join(
                "; ", candidates.stream().map(folder -> lacking(source, folder)).toList());
        return new DataException(
                "data set %s is not here: %s. Run: kd4j data get %s   Or name the folder that holds a folder %s by the environment variable KD4J_DATA"
                        .formatted(source.name(), looked, source.name(), source.name()));
    }

    private static String lacking(Source source, Path folder) {
        if (!Files.isDirectory(folder)) {
            return folder + " does not exist";
        }
        List<String> names =
                missing(source, folder).stream().map(RemoteFile::name).toList();
        return "%s lacks %s".formatted(folder, String.join(", ", names));
    }
}
