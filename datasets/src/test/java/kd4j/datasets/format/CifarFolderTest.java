package kd4j.datasets.format;

import static kd4j.datasets.Cifar.RECORD;
import static kd4j.datasets.Cifar.names;
import static kd4j.datasets.Cifar.record;
import static kd4j.datasets.Cifar.records;
import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.gzip;
import static kd4j.datasets.Parts.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFolderTest {
    private static final byte[] TWO = records(record(1, 51, 102, 153), record(0, 255, 0, 204));

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        put("batches.meta.txt", names("cat", "dog"));
        put("data_batch_1.bin", TWO);
        put("test_batch.bin", record(1, 0, 0, 0));
    }

    @Test
    void readsImagesWithTheirChannelsLast() {
        Data data = load();
        assertEquals(Shape.of(32, 32, 3), data.shape());
        assertEquals(List.of("cat", "dog"), data.classes());
        assertEquals(folder.getFileName().toString(), data.name());
        float[] first = row(data.train(), 0);
        // 51/255 = 0.2 and so on; pixel (0,1) is 1/255, pixel (1,0) is 2/255, pixel (31,31) is the last
        assertArrayEquals(new float[] {.2f, .4f, .6f}, Arrays.copyOfRange(first, 0, 3), 1e-7f);
        assertArrayEquals(new float[] {1 / 255f, 1 / 255f, 1 / 255f}, Arrays.copyOfRange(first, 3, 6), 1e-7f);
        assertArrayEquals(new float[] {2 / 255f, 2 / 255f, 2 / 255f}, Arrays.copyOfRange(first, 96, 99), 1e-7f);
        assertArrayEquals(new float[] {.2f, .4f, .6f}, Arrays.copyOfRange(first, 3069, 3072), 1e-7f);
        assertArrayEquals(new float[] {1, 0, .8f}, Arrays.copyOfRange(row(data.train(), 1), 0, 3), 1e-7f);
        assertEquals(List.of(1, 0), List.of(data.train().label(0), data.train().label(1)));
        assertEquals(1, data.test().size());
        assertEquals(
                Set.of("batches.meta.txt", "data_batch_1.bin", "test_batch.bin"),
                data.digests().keySet());
    }

    @Test
    void batchesAreInTheOrderOfTheirNumbersPackedOrNot() throws IOException {
        put("data_batch_10.bin", record(0, 10, 0, 0));
        put("data_batch_2.bin.gz", gzip(record(0, 20, 0, 0)));
        // beside the plain file of the same number this one does not count
        put("data_batch_1.bin.gz", gzip(record(0, 99, 0, 0)));
        put("readme.html", new byte[] {1});
        Data data = load();
        assertEquals(4, data.train().size());
        assertEquals(20 / 255f, row(data.train(), 2)[0], 1e-7f);
        assertEquals(10 / 255f, row(data.train(), 3)[0], 1e-7f);
        assertEquals(
                Set.of(
                        "batches.meta.txt",
                        "data_batch_1.bin",
                        "data_batch_2.bin.gz",
                        "data_batch_10.bin",
                        "test_batch.bin"),
                data.digests().keySet());
    }

    @Test
    void truncated() throws IOException {
        put("data_batch_1.bin", Arrays.copyOf(TWO, TWO.length - 1));
        assertDataError(
                this::load,
                folder.resolve("data_batch_1.bin").toString(),
                "truncated: the file ends after 1 complete records and 3072 bytes of another; a record has 3073 bytes",
                "Fetch the file again");
    }

    @Test
    void truncatedGzip() throws IOException {
        Files.delete(folder.resolve("test_batch.bin"));
        byte[] packed = gzip(record(1, 3, 4, 5));
        put("test_batch.bin.gz", Arrays.copyOf(packed, packed.length - 12));
        assertDataError(this::load, "test_batch.bin.gz", "gzip data ends early");
    }

    @Test
    void labelsThatNoClassHas() throws IOException {
        put("data_batch_2.bin", records(record(0, 1, 1, 1), record(2, 1, 1, 1)));
        assertDataError(
                this::load,
                folder.resolve("data_batch_2.bin").toString(),
                "record 1 has the label 2; allowed: 0 to 1",
                "batches.meta.txt");
        Files.delete(folder.resolve("data_batch_2.bin"));
        put("test_batch.bin", record(200, 1, 1, 1));
        assertDataError(this::load, "test_batch.bin", "record 0 has the label 200");
    }

    @Test
    void empty() throws IOException {
        put("data_batch_1.bin", new byte[0]);
        assertDataError(this::load, "data_batch_1.bin", "has no images");
        put("data_batch_1.bin", new byte[RECORD]);
        put("batches.meta.txt", names());
        assertDataError(this::load, "no file batches.meta.txt, or an empty one");
    }

    @Test
    void missingFilesAndFolder() throws IOException {
        for (String name : List.of("batches.meta.txt", "test_batch.bin", "data_batch_1.bin")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            assertDataError(this::load, folder.toString(), "no file " + name, "each also with .gz");
            put(name, bytes);
        }
        assertDataError(
                () -> new CifarFolder("nowhere").load(place()),
                folder.resolve("nowhere").toString(),
                "no such folder");
    }

    private Data load() {
        return new CifarFolder(folder.toString()).load(place());
    }

    private DataPlace place() {
        return new DataPlace(folder, folder);
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
