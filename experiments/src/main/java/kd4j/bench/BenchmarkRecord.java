package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import kd4j.file.AtomicFile;
import kd4j.file.Sha256;
import kd4j.run.Json;

/**
 * The file {@code benchmark.json}, which lies beside exported files, in a run beside {@code result.json}: how each of them did when it was measured
 * last. Reports read latencies from it.
 *
 * @param version of this layout, 1
 * @param files by file name
 */
public record BenchmarkRecord(int version, TreeMap<String, Entry> files) {
    /** The file's name. */
    public static final String NAME = "benchmark.json";

    /**
     * One file, times in microseconds for one row.
     *
     * @param sha256 of the file that was measured; figures of another file of this name say nothing
     * @param accuracy on the test rows, by the file itself; null where they were not asked
     */
    public record Entry(
            String sha256,
            String format,
            long bytes,
            Double sparsity,
            Double accuracy,
            double p50Micros,
            double p95Micros,
            double p99Micros,
            double rowsPerSecond,
            double startMillis,
            long peakKilobytes,
            Double joulesPerRow,
            int threads,
            int rounds,
            String processor) {}

    static void keep(FileFigures figures, int rounds, int threads) {
        Path file = figures.file().toAbsolutePath();
        Path path = file.resolveSibling(NAME);
        BenchmarkRecord all = Files.isRegularFile(path)
                ? Json.read(path, BenchmarkRecord.class)
                : new BenchmarkRecord(1, new TreeMap<>());
        FileTimes t = figures.times();
        try (AtomicFile atomic = new AtomicFile(path)) {
            all.files()
                    .put(
                            file.getFileName().toString(),
                            new Entry(
                                    Sha256.of(file),
                                    figures.format(),
                                    figures.bytes(),
                                    figures.sparsity(),
                                    figures.rows() > 0 ? figures.accuracy() : null,
                                    t.p50Micros(),
                                    t.p95Micros(),
                                    t.p99Micros(),
                                    t.rowsPerSecond(),
                                    t.startMillis(),
                                    t.peakKilobytes(),
                                    t.joulesPerRow(),
                                    threads,
                                    rounds,
                                    SpeedEnvironment.description().get("processor")));
            Files.writeString(atomic.temporary(), Json.line(all) + "\n");
            atomic.sync();
            atomic.publish();
        } catch (IOException e) {
            throw new BenchException(
                    "%s: cannot be written: %s. Make the folder writable, or leave it out with --no-record"
                            .formatted(path, e),
                    e);
        }
    }
}
