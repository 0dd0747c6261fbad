package kd4j.datasets.format;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.stream.IntStream;

/** The values of a decoded image as bytes, row by row, channels last. Transparency is ignored. */
final class Pixels {
    private Pixels() {}

    /** Whether an image has only shades of grey by its format, be it as a palette of greys. */
    static boolean isGrey(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return IntStream.range(0, palette.getMapSize())
                    .allMatch(i -> palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i));
        }
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /**
     * The values of an image.
     *
     * @param channels 1 for grey, where colours become {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601); 3 for red, green
     *     and blue
     */
    static byte[] of(BufferedImage image, int channels) {
        int width = image.getWidth();
        boolean grey = isGrey(image);
        byte[] bytes = new byte[width * image.getHeight() * channels];
        for (int pixel = 0; pixel < bytes.length / channels; pixel++) {
            int x = pixel % width;
            int y = pixel / width;
            // getRGB would bend the greys of a grey image by a change of colour space
            int rgb = grey ? grey(image, x, y) * 0x010101 : image.getRGB(x, y);
            write(rgb, bytes, pixel * channels, channels);
        }
        return bytes;
    }

    private static void write(int rgb, byte[] bytes, int at, int channels) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        if (channels == 1) {
            bytes[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
            return;
        }
        bytes[at] = (byte) red;
        bytes[at + 1] = (byte) green;
        bytes[at + 2] = (byte) blue;
    }

    private static int grey(BufferedImage image, int x, int y) {
        Raster raster = image.getRaster();
        int sample = raster.getSample(x, y, 0);
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return palette.getRed(sample);
        }
        int highest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return (int) (((long) sample * 255 + highest / 2) / highest);
    }
}
