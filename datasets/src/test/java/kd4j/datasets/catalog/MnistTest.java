package kd4j.datasets.catalog;

import static kd4j.datasets.Parts.assertDataError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.datasets.Parts;
import kd4j.datasets.RealData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected numbers: a few lines of Python over the unpacked bytes (counts of labels, sums of pixels). */
class MnistTest {
    @TempDir
    Path store;

    @AfterEach
    void forget() {
        System.clearProperty("kd4j.data");
    }

    @Test
    void theRealFiles() {
        System.setProperty("kd4j.data", RealData.folder("mnist").getParent().toString());
        Data data = new Mnist().load(new DataPlace(store, store));
        assertEquals(Shape.of(28, 28, 1), data.shape());
        assertArrayEquals(
                new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}, Parts.counts(data.train(), 10));
        assertArrayEquals(
                new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, Parts.counts(data.test(), 10));
        assertEquals(1_567_298_545L, pixels(data.train()));
        assertEquals(264_923_200L, pixels(data.test()));
        assertEquals(27_525, pixels(data.train().select(new int[] {0})));
        assertEquals(5, data.train().label(0));
        Map<String, String> catalogued =
                new Mnist().source().files().stream().collect(Collectors.toMap(RemoteFile::name, RemoteFile::sha256));
        assertEquals(catalogued, data.digests());
    }

    @Test
    void missingFilesSayWhatToDo() throws IOException {
        System.setProperty("kd4j.data", store.resolve("own").toString());
        Files.createDirectories(store.resolve("mnist"));
        assertDataError(
                () -> new Mnist().load(new DataPlace(store, store)),
                store.resolve("own/mnist") + " does not exist",
                store.resolve("mnist") + " lacks train-images-idx3-ubyte.gz",
                "kd4j data get mnist",
                "KD4J_DATA");
    }

    @Test
    void anotherFileOfTheSameNameIsRefused() throws IOException {
        Path folder = Files.createDirectories(store.resolve("mnist"));
        System.setProperty("kd4j.data", store.toString());
        for (RemoteFile file : new Mnist().source().files()) {
            Files.writeString(folder.resolve(file.name()), "abc");
        }
        // printf abc | sha256sum
        assertDataError(
                () -> new Mnist().load(new DataPlace(store, store)),
                folder.resolve("train-images-idx3-ubyte.gz").toString(),
                "SHA-256 is ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "expected 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "kd4j data get mnist");
    }

    private static long pixels(Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToLong(row -> {
                    float sum = 0;
                    for (float value : Parts.row(samples, row)) {
                        sum += Math.round(value * 255);
                    }
                    return (long) sum;
                })
                .sum();
    }
}
