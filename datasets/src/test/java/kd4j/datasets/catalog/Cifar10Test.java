package kd4j.datasets.catalog;

import static kd4j.datasets.Cifar.names;
import static kd4j.datasets.Cifar.record;
import static kd4j.datasets.Cifar.tar;
import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.gzip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.datasets.Parts;
import kd4j.datasets.RealData;
import kd4j.datasets.format.CifarArchive;
import kd4j.file.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
    private static final String ARCHIVE = "cifar-10-binary.tar.gz";

    @TempDir
    Path store;

    @BeforeEach
    void onlyTheStore() {
        System.setProperty("kd4j.data", store.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("kd4j.data");
        System.clearProperty("kd4j.mirror");
    }

    /** Expected numbers: a few lines of Python over the unpacked bytes (counts of labels, sums of pixels). */
    @Test
    void theKnownPart() {
        System.setProperty("kd4j.data", RealData.folder("cifar10").getParent().toString());
        Data data = load();
        assertEquals("cifar10, a part: 15,000 of 50,000 and 3,000 of 10,000 rows, from JPEG", data.name());
        assertEquals(Shape.of(32, 32, 3), data.shape());
        assertEquals(
                List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
                data.classes());
        assertArrayEquals(each(1500), Parts.counts(data.train(), 10));
        assertArrayEquals(each(300), Parts.counts(data.test(), 10));
        assertEquals(1_875_798_871L + 1_845_302_382L + 1_854_099_625L, pixels(data.train()));
        assertEquals(1_127_265_325L, pixels(data.test()));
        // the first record: label 4; bytes 1, 2, 1025 and 2049 are 1, 4, 6 and 2
        assertEquals(4, data.train().label(0));
        assertArrayEquals(
                new float[] {1 / 255f, 6 / 255f, 2 / 255f, 4 / 255f},
                Arrays.copyOf(Parts.row(data.train(), 0), 4),
                1e-7f);
        assertEquals(5, data.digests().size());
    }

    @Test
    void aPartWithOtherContentsIsRefused() throws IOException {
        Path folder = Files.createDirectories(store.resolve("cifar10"));
        for (String name : List.of(
                "batches.meta.txt",
                "data_batch_1.bin.gz",
                "data_batch_2.bin.gz",
                "data_batch_3.bin.gz",
                "test_batch.bin.gz")) {
            Files.writeString(folder.resolve(name), "abc");
        }
        // printf abc | sha256sum
        assertDataError(
                this::load,
                folder.resolve("batches.meta.txt").toString(),
                "SHA-256 is ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "expected 2ce042b1e0b48db4bb214408e6414ba18b2731c24af244f2d6c112fddf31af00");
    }

    @Test
    void theArchiveComesBeforeThePartAndAnotherOneIsRefused() throws IOException {
        Path folder = Files.createDirectories(store.resolve("cifar10"));
        Files.writeString(folder.resolve(ARCHIVE), "abc");
        assertDataError(
                this::load,
                folder.resolve(ARCHIVE).toString(),
                "expected c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                "kd4j data get cifar10");
    }

    @Test
    void nothingThereSaysWhatToDo() {
        assertDataError(this::load, "cifar10 does not exist", "kd4j data get cifar10", "KD4J_DATA");
    }

    @Test
    void anArchiveIsFetchedAndReadAsItStands() throws IOException {
        byte[] archive = gzip(tar(Map.of(
                "bin/data_batch_1.bin", record(0, 1, 2, 3),
                "bin/test_batch.bin", record(1, 4, 5, 6),
                "bin/batches.meta.txt", names("cat", "dog"))));
        try (FileServer server = new FileServer(archive, "/cifar10/" + ARCHIVE)) {
            RemoteFile file = new RemoteFile(ARCHIVE, archive.length, digest(archive));
            Source small = new Source("cifar10", "none", URI.create("http://localhost"), List.of(file), List.of());
            System.setProperty("kd4j.mirror", server.root().toString());
            server.breaks.set(1);
            server.breaksAfter = archive.length / 2;
            Path folder = downloader().get(small, store);
            assertEquals(List.of("all", "bytes=%d-".formatted(archive.length / 2)), server.ranges);
            Data data = CifarArchive.load("small", folder.resolve(ARCHIVE));
            assertEquals(1, data.train().size());
            assertEquals(Map.of(ARCHIVE, file.sha256()), data.digests());
            assertEquals(
                    store.resolve("cifar10"),
                    Folders.first(List.of(small), new DataPlace(store, store)).folder());
        }
    }

    @Test
    void anotherArchiveIsNotPutInPlace() throws IOException {
        try (FileServer server = new FileServer(new byte[1000], "/cifar10/" + ARCHIVE)) {
            System.setProperty("kd4j.mirror", server.root().toString());
            assertDataError(
                    () -> downloader().get(new Cifar10().source(), store),
                    store.resolve("cifar10").resolve(ARCHIVE) + ": could not be fetched",
                    "of 170052171 bytes");
            assertFalse(Files.exists(store.resolve("cifar10").resolve(ARCHIVE)));
        }
    }

    private Data load() {
        return new Cifar10().load(new DataPlace(store, store));
    }

    private static Downloader downloader() {
        return new Downloader(Duration.ofSeconds(5), Duration.ofMillis(1), (file, bytes) -> {});
    }

    private String digest(byte[] bytes) throws IOException {
        return Sha256.of(Files.write(store.resolve("to-digest"), bytes));
    }

    private static int[] each(int count) {
        return IntStream.generate(() -> count).limit(10).toArray();
    }

    private static long pixels(Samples samples) {
        long sum = 0;
        for (int row = 0; row < samples.size(); row++) {
            for (float value : Parts.row(samples, row)) {
                sum += Math.round(value * 255);
            }
        }
        return sum;
    }
}
