package kd4j.datasets.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.MemorySamples;
import kd4j.data.Partition;
import kd4j.data.Samples;

/**
 * Images in folders named after their classes: {@code folder/train/class/image.png} and {@code folder/test/class/image.png},
 * or only {@code folder/class/image.png}. Files are PNG, JPEG or BMP. Pixels become numbers from 0 to 1 (byte / 255),
 * shape {@code [height, width, channels]}. Classes are numbered in the order of their names, by value where all are numbers.
 *
 * @param folder the folder that holds the classes, or {@code train} and {@code test}
 * @param size height and width that every image is scaled to, such as {@code [32, 32]}; left out, all images must have the
 *     same
 * @param channels 1 turns all images into grey, 3 into colour; left out, all must be of one kind
 * @param testShare share of every class, from 0 to 1, that is cut off as test rows when there are no folders {@code train} and
 *     {@code test}; always the same rows
 */
@Component("image-folder")
public record ImageFolder(
        String folder, Optional<List<Integer>> size, Optional<Integer> channels, @Default("0.2") double testShare)
        implements Dataset {
    public ImageFolder {
        size = size.map(List::copyOf);
        size.ifPresent(sides -> Require.that(
                sides.size() == 2 && sides.stream().allMatch(side -> side > 0), "size", sides, "[height, width]"));
        channels.ifPresent(number -> Require.that(number == 1 || number == 3, "channels", number, "1 or 3"));
        Require.that(testShare > 0 && testShare < 1, "test-share", testShare, "a number above 0 and below 1");
    }

    @Override
    public Data load(DataPlace place) {
        Path root = place.resolve(folder);
        if (!Files.isDirectory(root)) {
            throw new DataException(root + ": no such folder");
        }
        Reading reading = new Reading(root, new DataFiles(), new AlikeImages(size, channels));
        Path train = root.resolve("train");
        Path test = root.resolve("test");
        if (Files.isDirectory(train) != Files.isDirectory(test)) {
            throw new DataException(
                    "%s: has only one of the folders train and test; allowed: both or none".formatted(root));
        }
        return Files.isDirectory(train) ? reading.both(train, test) : reading.divided(testShare);
    }

    /** One reading of all files. */
    private record Reading(Path root, DataFiles files, AlikeImages images) {
        Data both(Path train, Path test) {
            List<String> classes = ImageFiles.classes(train);
            ImageFiles.classes(test).forEach(name -> {
                if (!classes.contains(name)) {
                    throw new DataException(test.resolve(name) + ": this class is not among the training images");
                }
            });
            Samples first = part(train, classes);
            return data(classes, first, part(test, classes));
        }

        Data divided(double share) {
            List<String> classes = ImageFiles.classes(root);
            Partition parts = Partition.stratified(part(root, classes), share, 0);
            return data(classes, parts.train(), parts.validation());
        }

        private Data data(List<String> classes, Samples train, Samples test) {
            return new Data(root.getFileName().toString(), classes, train, test, files.digests());
        }

        private Samples part(Path folder, List<String> classes) {
            List<byte[]> rows = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            for (int label = 0; label < classes.size(); label++) {
                Path members = folder.resolve(classes.get(label));
                for (Path file : Files.isDirectory(members) ? ImageFiles.images(members) : List.<Path>of()) {
                    rows.add(read(file));
                    labels.add(label);
                }
            }
            int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
            return MemorySamples.ofBytes(images.shape(), rows.toArray(byte[][]::new), 1 / 255f, numbers);
        }

        private byte[] read(Path file) {
            String name = root.relativize(file).toString().replace('\\', '/');
            return files.read(name, file, in -> images.read(in, file));
        }
    }
}
