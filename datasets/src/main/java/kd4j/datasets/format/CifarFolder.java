package kd4j.datasets.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kd4j.component.Component;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;

/**
 * Colour images of 32x32 pixels in the files of CIFAR-10's binary version: {@code data_batch_1.bin}, {@code data_batch_2.bin}
 * and so on, {@code test_batch.bin}, each with {@code .gz} at the end or not, and {@code batches.meta.txt}, which names the
 * classes, one a line. Values become numbers from 0 to 1 (byte / 255), shape {@code [32, 32, 3]}. Source: Krizhevsky,
 * "Learning Multiple Layers of Features from Tiny Images", 2009.
 *
 * @param folder the folder that holds the files
 */
@Component("cifar-binary")
public record CifarFolder(String folder) implements Dataset {
    static final String NAMES = "batches.meta.txt";

    @Override
    public Data load(DataPlace place) {
        Path path = place.resolve(folder);
        return load(path.getFileName().toString(), path);
    }

    /**
     * Reads the files of a folder; where a file is there with and without {@code .gz}, the one without.
     *
     * @param name the data set's name for people
     * @throws DataException when a file is missing or damaged, or has labels that no class has
     */
    public static Data load(String name, Path folder) {
        DataFiles files = new DataFiles();
        CifarParts parts = new CifarParts(folder.toString());
        for (Path file : files(folder)) {
            String own = file.getFileName().toString();
            files.<Void>read(own, file, in -> {
                parts.read(own, in, file.toString());
                return null;
            });
        }
        return parts.data(name, files.digests());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + ": no such folder");
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> CifarParts.known(file.getFileName().toString()))
                    .filter(file -> !hasPlainTwin(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("%s: cannot be read: %s".formatted(folder, e), e);
        }
    }

    private static boolean hasPlainTwin(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".gz") && Files.exists(file.resolveSibling(name.substring(0, name.length() - 3)));
    }
}
