package kd4j.datasets.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kd4j.component.Component;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;

/**
 * Grey images in the four IDX files that MNIST made a standard: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, also with a dot before {@code
 * idx}, with {@code .gz} at the end or not. Pixels become numbers from 0 to 1 (byte / 255), shape {@code [height, width,
 * 1]}.
 *
 * @param folder the folder that holds the four files
 * @param labels names of the classes in the order of their numbers; left out, the numbers are the names
 */
@Component("idx")
public record IdxFolder(String folder, Optional<List<String>> labels) implements Dataset {
    public IdxFolder {
        labels = labels.map(List::copyOf);
        labels.ifPresent(names ->
                Require.that(names.stream().distinct().count() == names.size(), "labels", names, "names that differ"));
    }

    @Override
    public Data load(DataPlace place) {
        Path path = place.resolve(folder);
        return load(path.getFileName().toString(), path, labels);
    }

    /**
     * Reads the four files of a folder.
     *
     * @param name the data set's name for people
     * @param labels names of the classes, or empty for their numbers
     * @throws DataException when a file is missing or damaged or when images and labels do not fit each other
     */
    public static Data load(String name, Path folder, Optional<List<String>> labels) {
        DataFiles files = new DataFiles();
        Samples train = part(files, folder, "train");
        Samples test = part(files, folder, "t10k");
        int classes = 1 + Math.max(highest(train), highest(test));
        List<String> names = labels.orElseGet(() -> ClassNames.numbered(classes));
        if (names.size() < classes) {
            throw new DataException("%s: %d names are given as labels, but the files have class numbers up to %d"
                    .formatted(folder, names.size(), classes - 1));
        }
        return new Data(name, names, train, test, files.digests());
    }

    private static Samples part(DataFiles files, Path folder, String part) {
        Path images = find(folder, part + "-images", "idx3-ubyte");
        Path labels = find(folder, part + "-labels", "idx1-ubyte");
        IdxFile.Images read = files.read(name(images), images, in -> IdxFile.images(in, images.toString()));
        int[] numbers = files.read(name(labels), labels, in -> IdxFile.labels(in, labels.toString()));
        if (read.rows().size() != numbers.length) {
            throw new DataException("%s: has %d labels, but %s has %d images"
                    .formatted(labels, numbers.length, images, read.rows().size()));
        }
        if (numbers.length == 0) {
            throw new DataException(images + ": has no images");
        }
        return MemorySamples.ofBytes(read.shape(), read.rows().toArray(byte[][]::new), 1 / 255f, numbers);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Path find(Path folder, String stem, String format) {
        List<Path> candidates = Stream.of(stem + "-" + format, stem + "." + format)
                .flatMap(name -> Stream.of(name, name + ".gz"))
                .map(folder::resolve)
                .toList();
        return candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> missing(folder, stem, candidates));
    }

    private static DataException missing(Path folder, String stem, List<Path> candidates) {
        if (!Files.isDirectory(folder)) {
            return new DataException(folder + ": no such folder");
        }
        return new DataException("%s: no file of %s; looked for %s"
                .formatted(
                        folder,
                        stem,
                        Arrays.toString(candidates.stream().map(IdxFolder::name).toArray())));
    }

    private static int highest(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::label).max().orElseThrow();
    }
}
