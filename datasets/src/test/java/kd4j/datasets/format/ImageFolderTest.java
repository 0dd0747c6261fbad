package kd4j.datasets.format;

import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.counts;
import static kd4j.datasets.Parts.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import kd4j.component.KeyException;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.datasets.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final int RED = 0xff0000;

    @TempDir
    Path folder;

    @Test
    void readsTrainAndTest() throws IOException {
        grey("train/oak/1.png", 0, 51, 102, 255);
        grey("train/ash/b.png", 1, 2, 3, 4);
        grey("train/ash/a.bmp", 255, 255, 255, 255);
        grey("test/oak/x.png", 153, 0, 0, 0);
        Data data = plain().load(place());
        assertEquals(List.of("ash", "oak"), data.classes());
        assertEquals(Shape.of(2, 2, 1), data.shape());
        assertArrayEquals(new float[] {1, 1, 1, 1}, row(data.train(), 0), 1e-7f);
        // 51/255 = 0.2, 102/255 = 0.4, 153/255 = 0.6
        assertArrayEquals(new float[] {0, .2f, .4f, 1}, row(data.train(), 2), 1e-7f);
        assertArrayEquals(new float[] {.6f, 0, 0, 0}, row(data.test(), 0), 1e-7f);
        assertArrayEquals(new int[] {2, 1}, counts(data.train(), 2));
        assertEquals(
                Set.of("train/oak/1.png", "train/ash/b.png", "train/ash/a.bmp", "test/oak/x.png"),
                data.digests().keySet());
    }

    @Test
    void readsColours() throws IOException {
        colour("train/a/1.png", 1, 2, 0x0000ff, 0x336699);
        colour("test/a/1.png", 1, 2, RED, 0);
        Data data = plain().load(place());
        assertEquals(Shape.of(1, 2, 3), data.shape());
        // 0x33 = 51, 0x66 = 102, 0x99 = 153
        assertArrayEquals(new float[] {0, 0, 1, .2f, .4f, .6f}, row(data.train(), 0), 1e-7f);
        // 0.299 * 255 = 76.2
        Data grey = new ImageFolder(folder.toString(), Optional.empty(), Optional.of(1), 0.2).load(place());
        assertArrayEquals(new float[] {76 / 255f, 0}, row(grey.test(), 0), 1e-7f);
    }

    @Test
    void withoutPartsAShareOfEveryClassIsTest() throws IOException {
        for (int i = 0; i < 4; i++) {
            grey("10/%d.png".formatted(i), i, 0, 0, 0);
            grey("9/%d.png".formatted(i), i, 1, 1, 1);
        }
        Data data = new ImageFolder(folder.toString(), Optional.empty(), Optional.empty(), 0.5).load(place());
        assertEquals(List.of("9", "10"), data.classes(), "by value");
        assertArrayEquals(new int[] {2, 2}, counts(data.train(), 2));
        assertArrayEquals(new int[] {2, 2}, counts(data.test(), 2));
    }

    @Test
    void litterIsPassedOver() throws IOException {
        grey("train/a/1.png", 1, 2, 3, 4);
        grey("test/a/1.png", 1, 2, 3, 4);
        Files.writeString(folder.resolve("train/a/Thumbs.db"), "x");
        Files.writeString(folder.resolve("train/a/.hidden"), "x");
        assertEquals(1, plain().load(place()).train().size());
        Files.writeString(folder.resolve("train/a/notes.txt"), "x");
        assertDataError(() -> plain().load(place()), "train/a/notes.txt: is no image", ".png, .jpg");
    }

    @Test
    void unreadableImages() throws IOException {
        grey("train/a/1.png", 1, 2, 3, 4);
        grey("test/a/1.png", 1, 2, 3, 4);
        Path bad = folder.resolve("train/a/2.png");
        Files.write(bad, "no image".getBytes(StandardCharsets.UTF_8));
        assertDataError(() -> plain().load(place()), bad + ": cannot be read as an image");
        assertTruncationsAreRefused(bad, Files.readAllBytes(folder.resolve("train/a/1.png")), 8);
        Files.delete(bad);
        write("whole.jpg", new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY));
        byte[] jpeg = Files.readAllBytes(folder.resolve("whole.jpg"));
        assertTruncationsAreRefused(folder.resolve("train/a/3.jpg"), jpeg, 2);
    }

    private void assertTruncationsAreRefused(Path file, byte[] whole, int tail) throws IOException {
        for (int length = 0; length <= whole.length - tail; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertDataError(() -> plain().load(place()), file + ": cannot be read as an image");
        }
    }

    @Test
    void imagesMustBeAlike() throws IOException {
        grey("train/a/1.png", 1, 2, 3, 4);
        grey("test/a/1.png", 1, 2, 3, 4);
        colour("test/a/2.png", 2, 2, RED, RED, RED, RED);
        assertDataError(
                () -> plain().load(place()), "test/a/2.png: is in colour", "train/a/1.png is grey", "channels:");
        Files.delete(folder.resolve("test/a/2.png"));
        Files.delete(folder.resolve("test/a/1.png"));
        write("test/a/1.png", new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY));
        assertDataError(() -> plain().load(place()), "test/a/1.png: is 2x3x1", "train/a/1.png is 2x2x1", "size:");
        ImageFolder scaled = new ImageFolder(folder.toString(), Optional.of(List.of(1, 1)), Optional.of(3), 0.2);
        Data data = scaled.load(place());
        assertEquals(Shape.of(1, 1, 3), data.shape());
        // mean of 1, 2, 3, 4 = 2.5, rounded to 3
        assertArrayEquals(new float[] {3 / 255f, 3 / 255f, 3 / 255f}, row(data.train(), 0), 1e-7f);
    }

    @Test
    void layoutsThatAreNone() throws IOException {
        assertDataError(() -> plain().load(place()), folder + ": has no folders of classes");
        grey("train/a/1.png", 1, 2, 3, 4);
        assertDataError(() -> plain().load(place()), "only one of the folders train and test");
        grey("test/b/1.png", 1, 2, 3, 4);
        assertDataError(() -> plain().load(place()), folder.resolve("test/b") + ": this class is not among");
        Files.createDirectories(folder.resolve("train/b"));
        assertDataError(() -> plain().load(place()), folder.resolve("train/b") + ": has no images");
        assertDataError(
                () -> new ImageFolder("nowhere", Optional.empty(), Optional.empty(), 0.2).load(place()),
                folder.resolve("nowhere") + ": no such folder");
    }

    @Test
    void keysAreChecked() {
        assertThrows(KeyException.class, () -> new ImageFolder("x", Optional.of(List.of(3)), Optional.empty(), 0.2));
        assertThrows(KeyException.class, () -> new ImageFolder("x", Optional.empty(), Optional.of(4), 0.2));
        assertThrows(KeyException.class, () -> new ImageFolder("x", Optional.empty(), Optional.empty(), 1));
    }

    @Test
    void trafficSigns() throws IOException {
        unzip(RealData.folder("gtsrb").resolve("gtsrb-35x35-subset.zip"));
        Data data = new ImageFolder("gtsrb", Optional.empty(), Optional.empty(), 0.2).load(place());
        assertEquals(43, data.classes().size());
        assertEquals("00042", data.classes().get(42));
        assertEquals(Shape.of(35, 35, 3), data.shape());
        assertEquals(3870, data.train().size());
        assertEquals(1361, data.test().size());
        assertEquals(90, counts(data.train(), 43)[17]);
    }

    private void unzip(Path archive) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".png")) {
                    Path target = folder.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private ImageFolder plain() {
        return new ImageFolder(folder.toString(), Optional.empty(), Optional.empty(), 0.2);
    }

    private DataPlace place() {
        return new DataPlace(folder, folder);
    }

    private void grey(String name, int... values) throws IOException {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 2, 2, 0, values);
        write(name, image);
    }

    private void colour(String name, int height, int width, int... values) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, values, 0, width);
        write(name, image);
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }
}
