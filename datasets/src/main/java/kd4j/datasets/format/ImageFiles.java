package kd4j.datasets.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kd4j.data.DataException;

/** The images in folders that are named after their classes. */
final class ImageFiles {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".bmp");
    /** What file managers leave behind. */
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini");

    private ImageFiles() {}

    /** Names of the classes of a folder: those of the folders in it. */
    static List<String> classes(Path folder) {
        List<String> names = list(folder, Files::isDirectory).stream()
                .map(path -> path.getFileName().toString())
                .toList();
        if (names.isEmpty()) {
            throw new DataException(folder + ": has no folders of classes; needed: folder/class/image.png");
        }
        return ClassNames.ordered(names);
    }

    /** The images of a class in the order of their names. */
    static List<Path> images(Path folder) {
        List<Path> files = list(folder, path -> !Files.isDirectory(path));
        files.forEach(ImageFiles::requireImage);
        if (files.isEmpty()) {
            throw new DataException(folder + ": has no images");
        }
        return files;
    }

    private static void requireImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (ENDINGS.stream().noneMatch(name::endsWith)) {
            throw new DataException("%s: is no image; allowed: names that end in %s. Move the file elsewhere"
                    .formatted(file, String.join(", ", ENDINGS)));
        }
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(wanted).filter(ImageFiles::isVisible).sorted().toList();
        } catch (IOException e) {
            throw new DataException("%s: cannot be listed: %s".formatted(folder, e), e);
        }
    }

    private static boolean isVisible(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && !LITTER.contains(name);
    }
}
