package kd4j.datasets.format;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.data.DataException;
import kd4j.data.Shape;

/** Reads images that all get the same shape: the shape asked for, or that of the first image. */
final class AlikeImages {
    private final Optional<List<Integer>> size;
    private final Optional<Integer> channels;
    private Shape shape;
    private Path first;

    /**
     * A reader.
     *
     * @param size height and width to scale to; empty, all images must have those of the first
     * @param channels 1 or 3; empty, all images must have those of the first
     */
    AlikeImages(Optional<List<Integer>> size, Optional<Integer> channels) {
        this.size = size;
        this.channels = channels;
    }

    /** The shape of all images read, of which there must be one. */
    Shape shape() {
        return shape;
    }

    byte[] read(InputStream in, Path file) throws IOException {
        BufferedImage image = ImageDecoder.decode(in.readAllBytes(), file);
        Shape own =
                Shape.of(image.getHeight(), image.getWidth(), channels.orElseGet(() -> Pixels.isGrey(image) ? 1 : 3));
        Shape wanted =
                size.map(s -> Shape.of(s.get(0), s.get(1), own.channels())).orElse(own);
        if (shape == null) {
            shape = wanted;
            first = file;
        }
        requireFirst(wanted, file);
        byte[] pixels = Pixels.of(image, own.channels());
        return own.equals(wanted) ? pixels : Resize.apply(pixels, own, wanted);
    }

    private void requireFirst(Shape given, Path file) {
        if (given.channels() != shape.channels()) {
            throw new DataException("%s: is %s, but %s is %s. Say channels: 1 or channels: 3 to make all alike"
                    .formatted(file, colours(given), first, colours(shape)));
        }
        if (!given.equals(shape)) {
            throw new DataException("%s: is %s, but %s is %s. Say size: [height, width] to scale all images"
                    .formatted(file, given, first, shape));
        }
    }

    private static String colours(Shape shape) {
        return shape.channels() == 1 ? "grey" : "in colour";
    }
}
