package kd4j.datasets.catalog;

import static kd4j.datasets.Parts.assertDataError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
    private static final int LENGTH = 300_000;

    @TempDir
    Path store;

    private final byte[] content = new byte[LENGTH];
    private final List<Long> progress = new ArrayList<>();
    private FileServer server;
    private Path target;
    private Path part;

    @BeforeEach
    void start() throws IOException {
        new Random(5).nextBytes(content);
        server = new FileServer(content);
        target = store.resolve("set/file.bin");
        part = store.resolve("set/file.bin.part");
    }

    @AfterEach
    void stop() {
        server.close();
        System.clearProperty("kd4j.mirror");
    }

    @Test
    void fetchesAndVerifies() throws Exception {
        assertEquals(store.resolve("set"), downloader().get(source(server.base()), store));
        assertComplete();
        assertEquals(LENGTH, progress.get(progress.size() - 1));
    }

    @Test
    void whatIsThereIsLeftAlone() throws Exception {
        Files.createDirectories(target.getParent());
        Files.write(target, content);
        downloader().get(source(server.base()), store);
        assertEquals(List.of(), server.ranges);
    }

    @Test
    void aBrokenTransferIsContinued() throws Exception {
        server.breaks.set(2);
        server.breaksAfter = 100_000;
        downloader().get(source(server.base()), store);
        assertComplete();
        assertEquals(3, server.ranges.size());
        assertEquals("all", server.ranges.get(0));
        assertTrue(server.ranges.get(1).matches("bytes=[1-9]\\d*-"), server.ranges.toString());
        assertTrue(server.ranges.get(2).matches("bytes=[1-9]\\d*-"), server.ranges.toString());
    }

    @Test
    void anInterruptedCommandIsContinuedByTheNext() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(content, 123_456));
        downloader().get(source(server.base()), store);
        assertComplete();
        assertEquals(List.of("bytes=123456-"), server.ranges);
    }

    @Test
    void aCompletePartIsOnlyVerified() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, content);
        downloader().get(source(server.base()), store);
        assertComplete();
        assertEquals(List.of(), server.ranges);
    }

    @Test
    void aServerMaySendAllInsteadOfTheRest() throws Exception {
        server.ignoresRange = true;
        server.breaks.set(1);
        server.breaksAfter = 200_000;
        downloader().get(source(server.base()), store);
        assertComplete();
        assertEquals(2, server.ranges.size());
    }

    @Test
    void anAnswerForAnotherRangeIsRefused() throws Exception {
        server.liesAboutRange = true;
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(content, 10));
        assertDataError(
                () -> downloader().get(source(server.base()), store), "asked for bytes from 10 on", "bytes 11-");
    }

    @Test
    void aWrongPartIsFetchedAnew() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[1000]);
        downloader().get(source(server.base()), store);
        assertComplete();
        assertEquals(List.of("bytes=1000-", "all"), server.ranges);
    }

    @Test
    void wrongBytesAreNotKept() throws Exception {
        byte[] wrong = content.clone();
        wrong[7]++;
        try (FileServer other = new FileServer(wrong)) {
            assertDataError(
                    () -> downloader().get(source(other.base()), store),
                    target.toString(),
                    other.base() + "file.bin",
                    "is " + sha256(wrong),
                    "expected " + sha256(content),
                    "KD4J_MIRROR");
            assertEquals(List.of("all"), other.ranges);
        }
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(part));
    }

    @Test
    void wrongLengthsAreNotKept() throws Exception {
        try (FileServer longer = new FileServer(Arrays.copyOf(content, LENGTH + 100_000))) {
            assertDataError(() -> downloader().get(source(longer.base()), store), target.toString(), "wrong contents");
        }
        try (FileServer shorter = new FileServer(Arrays.copyOf(content, 1000))) {
            assertDataError(() -> downloader().get(source(shorter.base()), store), target.toString());
        }
        assertFalse(Files.exists(target));
    }

    @Test
    void theNextMirrorIsTried() throws Exception {
        try (FileServer gone = new FileServer(content)) {
            gone.statusForAll = 404;
            downloader().get(source(gone.base(), server.base()), store);
            assertEquals(1, gone.ranges.size(), "404 is not asked for again");
        }
        assertComplete();
    }

    @Test
    void allFailuresAreTold() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:%d/set/".formatted(socket.getLocalPort()));
        }
        server.statusForAll = 503;
        assertDataError(
                () -> downloader().get(source(server.base(), nobody), store),
                target.toString(),
                server.base() + "file.bin: answers with HTTP status 503",
                nobody + "file.bin: ",
                "put the file there yourself");
        assertEquals(4, server.ranges.size());
    }

    @Test
    void aSilentServerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            URI uri = URI.create("http://127.0.0.1:%d/set/".formatted(silent.getLocalPort()));
            assertDataError(
                    () -> new Downloader(Duration.ofMillis(200), Duration.ZERO, (f, b) -> {}).get(source(uri), store),
                    "timed out");
        }
    }

    @Test
    void aTransferThatStallsIsContinued() throws Exception {
        server.breaks.set(1);
        server.breaksAfter = 100_000;
        server.stallsOnce = true;
        new Downloader(Duration.ofSeconds(2), Duration.ZERO, (f, b) -> {}).get(source(server.base()), store);
        assertComplete();
        assertEquals("bytes=100000-", server.ranges.get(1));
    }

    @Test
    void aMirrorCanBeNamed() throws Exception {
        System.setProperty("kd4j.mirror", server.base().resolve("..").toString());
        downloader().get(source(URI.create("http://127.0.0.1:1/set/")), store);
        assertComplete();
    }

    @Test
    void tooLittleRoomIsToldBeforehand() {
        RemoteFile huge = new RemoteFile("file.bin", Long.MAX_VALUE / 2, sha256(content));
        Source source = new Source("set", "none", server.base(), List.of(huge), List.of(server.base()));
        assertDataError(
                () -> downloader().get(source, store), store.resolve("set").toString(), "more bytes are needed");
        assertEquals(List.of(), server.ranges);
    }

    @Test
    void aFullDiskIsTold() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "NOT TESTED: no /dev/full here");
        Files.createDirectories(part.getParent());
        Files.createSymbolicLink(part, full);
        assertDataError(
                () -> downloader().get(source(server.base()), store), part.toString(), "No space left", "make room");
    }

    @Test
    void anUnwritableStoreIsTold() throws IOException {
        Path file = Files.writeString(store.resolve("a-file"), "x");
        assertDataError(
                () -> downloader().get(source(server.base()), file),
                file.resolve("set").toString(),
                "cannot be written");
    }

    private Downloader downloader() {
        return new Downloader(Duration.ofSeconds(5), Duration.ofMillis(1), (file, bytes) -> progress.add(bytes));
    }

    private Source source(URI... mirrors) {
        RemoteFile file = new RemoteFile("file.bin", LENGTH, sha256(content));
        return new Source("set", "none", URI.create("http://localhost"), List.of(file), List.of(mirrors));
    }

    private void assertComplete() throws IOException {
        assertArrayEquals(content, Files.readAllBytes(target));
        assertFalse(Files.exists(part));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
