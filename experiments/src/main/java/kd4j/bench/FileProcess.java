package kd4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kd4j.sweep.OwnJava;
import org.HdrHistogram.Histogram;

/**
 * The process in which one exported file is measured: opened, asked once, warmed up, timed row by row and then in batches.
 *
 * @param file the file
 * @param threads threads inside an operation
 * @param warmUp seconds before the clock starts, 0 or more
 * @param seconds how long rows are timed one by one, and then batches
 */
public record FileProcess(Path file, int threads, double warmUp, double seconds) {
    private static final int BATCH = 64;
    /** A minute, in nanoseconds: no row takes longer. */
    private static final long LONGEST = 60_000_000_000L;

    private static final int DIGITS = 3;
    private static final int FEWEST = 20;

    /** In a process that is started for it. */
    FileTimes elsewhere() {
        List<String> command = List.of(
                OwnJava.java(),
                "-XX:+UseSerialGC",
                "-Xss8m",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "kd4j.cli.FileProcessMain",
                file.toString(),
                String.valueOf(threads),
                String.valueOf(warmUp),
                String.valueOf(seconds),
                String.valueOf(System.currentTimeMillis()));
        Map<String, String> environment = SpeedEnvironment.variables(threads, Map.of());
        return FileTimes.parse(Child.line(file.toString(), command, environment));
    }

    /**
     * In this process.
     *
     * @param started when it was started, in milliseconds since 1970
     * @return a line of JSON
     */
    public String measure(long started) {
        try (Asked asked = Asked.open(file, threads)) {
            Random random = new Random(7);
            float[] row = rows(random, asked.values());
            asked.ask(row);
            double start = System.currentTimeMillis() - started;
            repeat(warmUp, () -> asked.ask(row));
            Histogram times = oneByOne(asked, row);
            float[] batch = rows(random, BATCH * asked.values());
            repeat(warmUp, () -> asked.ask(batch));
            return times(times, batches(asked, batch), start).json();
        }
    }

    /** From 0 to 1, as pixels are; times do not depend on them. */
    private static float[] rows(Random random, int values) {
        float[] row = new float[values];
        for (int i = 0; i < values; i++) {
            row[i] = random.nextFloat();
        }
        return row;
    }

    private Histogram oneByOne(Asked asked, float[] row) {
        Histogram times = new Histogram(LONGEST, DIGITS);
        repeat(seconds, () -> {
            long begin = System.nanoTime();
            asked.ask(row);
            times.recordValue(Math.min(LONGEST, System.nanoTime() - begin));
        });
        return times;
    }

    /** What batches gave. */
    private record Batches(double rowsPerSecond, Optional<Double> joulesPerRow, String missing) {}

    private Batches batches(Asked asked, float[] batch) {
        Rapl rapl = Rapl.here();
        long[] before = rapl.now();
        long begin = System.nanoTime();
        long rows = BATCH * repeat(seconds, () -> asked.ask(batch));
        double taken = (System.nanoTime() - begin) / 1e9;
        return new Batches(rows / taken, rapl.joulesSince(before).map(j -> j / rows), rapl.missing());
    }

    /** How often it was done. */
    private static long repeat(double seconds, Runnable work) {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        long done = 0;
        while (System.nanoTime() < end || (seconds > 0 && done < FEWEST)) {
            work.run();
            done++;
        }
        return done;
    }

    private static FileTimes times(Histogram times, Batches batches, double start) {
        return new FileTimes(
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(95) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getTotalCount(),
                batches.rowsPerSecond,
                start,
                Resident.peakKilobytes(),
                batches.joulesPerRow.orElse(null),
                batches.missing);
    }
}
