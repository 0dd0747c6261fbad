package kd4j.datasets.format;

import static kd4j.datasets.Cifar.names;
import static kd4j.datasets.Cifar.record;
import static kd4j.datasets.Cifar.tar;
import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.gzip;
import static kd4j.datasets.Parts.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kd4j.data.Data;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarArchiveTest {
    @TempDir
    Path folder;

    /** In the order of the published archive, which does not begin with the first batch. */
    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("cifar-10-batches-bin/data_batch_2.bin", record(0, 20, 0, 0));
        files.put("cifar-10-batches-bin/readme.html", new byte[] {'<'});
        files.put("cifar-10-batches-bin/data_batch_1.bin", record(1, 10, 0, 0));
        files.put("cifar-10-batches-bin/batches.meta.txt", names("cat", "dog"));
        files.put("cifar-10-batches-bin/test_batch.bin", record(1, 30, 0, 0));
        return files;
    }

    @Test
    void readsTheFilesInsidePackedOrNot() throws IOException {
        byte[] tar = tar(files());
        for (byte[] bytes : List.of(tar, gzip(tar))) {
            Data data = load(bytes);
            assertEquals("small", data.name());
            assertEquals(List.of("cat", "dog"), data.classes());
            assertEquals(
                    List.of(1, 0), List.of(data.train().label(0), data.train().label(1)));
            assertEquals(20 / 255f, row(data.train(), 1)[0], 1e-7f);
            assertEquals(30 / 255f, row(data.test(), 0)[0], 1e-7f);
            assertEquals(Set.of("a.tar.gz"), data.digests().keySet());
        }
    }

    @Test
    void damageInsideNamesTheFileInTheArchive() {
        Map<String, byte[]> files = files();
        files.put("cifar-10-batches-bin/data_batch_1.bin", new byte[100]);
        assertDataError(
                () -> load(gzip(tar(files))),
                "a.tar.gz!cifar-10-batches-bin/data_batch_1.bin",
                "truncated: the file ends after 0 complete records and 100 bytes");
        files.put("cifar-10-batches-bin/data_batch_1.bin", record(2, 0, 0, 0));
        assertDataError(() -> load(gzip(tar(files))), "data_batch_1.bin", "record 0 has the label 2");
        files.remove("cifar-10-batches-bin/test_batch.bin");
        assertDataError(() -> load(gzip(tar(files))), "a.tar.gz", "no file test_batch.bin");
    }

    @Test
    void aDamagedArchive() {
        byte[] tar = tar(files());
        byte[] packed = gzip(tar);
        assertDataError(() -> load(Arrays.copyOf(packed, packed.length / 2)), "a.tar.gz", "gzip data ends early");
        assertDataError(() -> load(Arrays.copyOf(tar, 2000)), "a.tar.gz");
        assertDataError(() -> load(new byte[0]), "a.tar.gz", "no file data_batch_1.bin");
    }

    private Data load(byte[] archive) throws IOException {
        return CifarArchive.load("small", Files.write(folder.resolve("a.tar.gz"), archive));
    }
}
