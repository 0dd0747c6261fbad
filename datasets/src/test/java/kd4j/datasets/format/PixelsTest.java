package kd4j.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import kd4j.data.Shape;
import org.junit.jupiter.api.Test;

class PixelsTest {
    @Test
    void sixteenBitsBecomeEight() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 65535, 257 * 100});
        assertBytes(Pixels.of(image, 1), 0, 255, 100);
    }

    @Test
    void oneBitBecomesBlackAndWhite() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {1, 0});
        assertTrue(Pixels.isGrey(image));
        assertBytes(Pixels.of(image, 3), 255, 255, 255, 0, 0, 0);
    }

    @Test
    void palettesAreColours() {
        byte[] red = {0, (byte) 200};
        byte[] green = {10, 0};
        byte[] blue = {0, 30};
        BufferedImage image =
                new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue));
        image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {1, 0});
        assertFalse(Pixels.isGrey(image));
        assertBytes(Pixels.of(image, 3), 200, 0, 30, 0, 10, 0);
    }

    @Test
    void shrinkingTakesMeans() {
        // [4] -> [2], s = 2: weights of pixels 0..2 around 1.0 are 0.75, 0.75, 0.25 (of 1.75)
        byte[] shrunk = Resize.apply(new byte[] {0, 70, (byte) 140, (byte) 210}, Shape.of(1, 4, 1), Shape.of(1, 2, 1));
        // (0.75 * 70 + 0.25 * 140) / 1.75 = 50; (0.25 * 70 + 0.75 * 140 + 0.75 * 210) / 1.75 = 160
        assertBytes(shrunk, 50, 160);
    }

    @Test
    void growingInterpolatesChannelsApart() {
        // [2] -> [4], s = 0.5: positions -0.25 (clipped), 0.25, 0.75, 1.25 (clipped)
        byte[] grown = Resize.apply(new byte[] {0, (byte) 200, 100, (byte) 240}, Shape.of(2, 1, 2), Shape.of(4, 1, 2));
        assertBytes(grown, 0, 200, 25, 210, 75, 230, 100, 240);
    }

    private static void assertBytes(byte[] given, int... expected) {
        int[] unsigned = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            unsigned[i] = given[i] & 0xff;
        }
        assertArrayEquals(expected, unsigned);
    }
}
