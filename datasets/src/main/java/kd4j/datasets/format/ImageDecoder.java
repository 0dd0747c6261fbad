package kd4j.datasets.format;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kd4j.data.DataException;

/**
 * Decodes image files and refuses damaged ones. The JDK's decoders fill what is missing of a truncated file with grey and
 * only warn, so a warning counts as damage here.
 */
final class ImageDecoder {
    private ImageDecoder() {}

    static BufferedImage decode(byte[] bytes, Path file) {
        if (isPng(bytes) && !endsAsPng(bytes)) {
            throw unreadable(file, "it is truncated", null);
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unreadable(file, "its contents are none of these formats", null);
            }
            return decode(readers.next(), in, file);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // the JDK's decoders answer damaged files with any of these
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static BufferedImage decode(ImageReader reader, ImageInputStream in, Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        try {
            reader.setInput(in);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0);
            if (!warnings.isEmpty()) {
                throw unreadable(file, String.join("; ", warnings), null);
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static boolean isPng(byte[] bytes) {
        return new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1).endsWith("PNG");
    }

    /** The decoder does not miss the last chunk, nor the end of the pixels. */
    private static boolean endsAsPng(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("IEND");
    }

    private static DataException unreadable(Path file, String why, Throwable cause) {
        return new DataException(
                "%s: cannot be read as an image (PNG, JPEG, BMP): %s. Mend or remove the file".formatted(file, why),
                cause);
    }
}
