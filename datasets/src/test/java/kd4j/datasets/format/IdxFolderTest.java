package kd4j.datasets.format;

import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.gzip;
import static kd4j.datasets.Parts.idx;
import static kd4j.datasets.Parts.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.component.KeyException;
import kd4j.component.ShapeException;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";
    private static final byte[] TWO_IMAGES = idx(new int[] {2, 1, 3}, 0, 51, 255, 102, 204, 153);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        put(IMAGES, TWO_IMAGES);
        put(LABELS, idx(new int[] {2}, 2, 0));
        put("t10k-images-idx3-ubyte", idx(new int[] {1, 1, 3}, 1, 2, 3));
        put("t10k-labels-idx1-ubyte", idx(new int[] {1}, 3));
    }

    @Test
    void readsImagesAndLabels() {
        Data data = load();
        assertEquals(Shape.of(1, 3, 1), data.shape());
        // 51/255 = 0.2 and so on
        assertArrayEquals(new float[] {0, .2f, 1}, row(data.train(), 0), 1e-7f);
        assertArrayEquals(new float[] {.4f, .8f, .6f}, row(data.train(), 1), 1e-7f);
        assertEquals(2, data.train().label(0));
        assertEquals(List.of("0", "1", "2", "3"), data.classes());
        assertEquals(folder.getFileName().toString(), data.name());
    }

    @Test
    void findsDotsAndGzip() throws IOException {
        Files.delete(folder.resolve(IMAGES));
        put("train-images.idx3-ubyte.gz", gzip(TWO_IMAGES));
        Files.move(folder.resolve(LABELS), folder.resolve("train-labels.idx1-ubyte"));
        assertArrayEquals(new float[] {0, .2f, 1}, row(load().train(), 0), 1e-7f);
    }

    @Test
    void digestsAreOfTheFilesOnDisk() throws IOException {
        put(LABELS, idx(new int[] {2}, 1, 0));
        Map<String, String> digests = load().digests();
        assertEquals(4, digests.size());
        // printf '\0\0\x08\x01\0\0\0\x02\x01\0' | sha256sum
        assertEquals("5c66aba3a762e749fce01733b324ea216dc02bd55e9854993e97fdb137383831", digests.get(LABELS));
    }

    @Test
    void namesOfClasses() {
        List<String> names = List.of("a", "b", "c", "d", "never seen");
        assertEquals(
                names,
                new IdxFolder(folder.toString(), Optional.of(names))
                        .load(place())
                        .classes());
        assertDataError(
                () -> new IdxFolder(folder.toString(), Optional.of(List.of("a", "b"))).load(place()),
                "2 names are given",
                "class numbers up to 3");
        assertThrows(KeyException.class, () -> new IdxFolder("x", Optional.of(List.of("a", "a"))));
    }

    @Test
    void truncatedImages() throws IOException {
        put(IMAGES, Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length - 1));
        assertDataError(this::load, IMAGES, "truncated", "says 2 images, the file ends after 1");
        put(IMAGES, Arrays.copyOf(TWO_IMAGES, 9));
        assertDataError(this::load, IMAGES, "within its header");
        put(IMAGES, new byte[0]);
        assertDataError(this::load, IMAGES, "no IDX file of images");
    }

    @Test
    void truncatedLabels() throws IOException {
        put(LABELS, idx(new int[] {2}, 1));
        assertDataError(this::load, LABELS, "says 2 labels, the file ends after 1");
    }

    @Test
    void aHugeCountInADamagedHeaderIsOnlyTruncated() throws IOException {
        put(IMAGES, idx(new int[] {Integer.MAX_VALUE, 1, 3}, 0, 0, 0));
        assertDataError(this::load, IMAGES, "says 2147483647 images, the file ends after 1");
        put(IMAGES, idx(new int[] {1, 65536, 65536}, 0, 0, 0));
        assertDataError(this::load, IMAGES, "images of 65536x65536 pixels");
        put(IMAGES, idx(new int[] {-1, 1, 1}, 0));
        assertDataError(this::load, IMAGES, "damaged within its header");
    }

    @Test
    void truncatedGzip() throws IOException {
        Files.delete(folder.resolve(IMAGES));
        byte[] packed = gzip(TWO_IMAGES);
        put(IMAGES + ".gz", Arrays.copyOf(packed, packed.length - 12));
        assertDataError(this::load, IMAGES + ".gz", "gzip data ends early");
    }

    @Test
    void tooLong() throws IOException {
        put(IMAGES, Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 1));
        assertDataError(this::load, IMAGES, "more bytes after the 2 images");
    }

    @Test
    void anotherKindOfFile() throws IOException {
        put(IMAGES, idx(new int[] {2}, 2, 0));
        assertDataError(this::load, IMAGES, "starts with 2049, allowed: the magic number 2051");
    }

    @Test
    void wrongNumberOfLabels() throws IOException {
        put(LABELS, idx(new int[] {3}, 1, 0, 1));
        assertDataError(this::load, LABELS, "has 3 labels", IMAGES, "2 images");
    }

    @Test
    void noRows() throws IOException {
        put(IMAGES, idx(new int[] {0, 1, 3}));
        put(LABELS, idx(new int[] {0}));
        assertDataError(this::load, IMAGES, "has no images");
    }

    @Test
    void partsOfDifferentShapes() throws IOException {
        put("t10k-images-idx3-ubyte", idx(new int[] {1, 1, 2}, 1, 2));
        assertThrows(ShapeException.class, this::load);
    }

    @Test
    void missingFileAndFolder() throws IOException {
        Files.delete(folder.resolve(LABELS));
        assertDataError(this::load, folder.toString(), "train-labels", "train-labels.idx1-ubyte.gz");
        assertDataError(
                () -> new IdxFolder("nowhere", Optional.empty()).load(place()),
                folder.resolve("nowhere").toString(),
                "no such folder");
    }

    private Data load() {
        return new IdxFolder(folder.toString(), Optional.empty()).load(place());
    }

    private DataPlace place() {
        return new DataPlace(folder, folder);
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
