package kd4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An exported file and what {@code kd4j bench file} found about it.
 *
 * @param accuracy the share of test rows that the file itself answered right
 * @param bytes its length
 * @param macs multiply-accumulate operations for a row
 * @param micros median time of a row in microseconds, one row at a time
 */
record CompressedFile(double accuracy, long bytes, long macs, double micros) {
    /**
     * A run's files of one name, by seed.
     *
     * @param run the run's folder
     * @param name the file's name
     * @throws ReportException when a file is missing, or has no figures, or has changed since it was measured
     */
    static Map<Long, CompressedFile> of(Path run, String name) {
        Map<Long, CompressedFile> bySeed = new TreeMap<>();
        for (JsonPlace seed : JsonPlace.read(run.resolve("summary.json")).list("seeds")) {
            Path folder = run.resolve("seed-" + seed.whole()).resolve(Arm.DISTILLED);
            bySeed.put(seed.whole(), read(folder, name));
        }
        return bySeed;
    }

    private static CompressedFile read(Path folder, String name) {
        Path result = folder.resolve("result.json");
        JsonPlace exported = JsonPlace.read(result).list("files").stream()
                .filter(f -> f.text("path").replaceFirst(".*/", "").equals(name))
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        "%s: knows no exported file %s. Check its name, and the key export of the recipe"
                                .formatted(result, name)));
        Path measured = folder.resolve("benchmark.json");
        JsonPlace entry = (Files.isRegularFile(measured)
                        ? JsonPlace.read(measured).at("files").find(name)
                        : Optional.<JsonPlace>empty())
                .filter(e -> e.text("sha256").equals(exported.text("sha256")))
                .orElseThrow(() -> new ReportException(
                        "%s: has no figures of %s as it was exported. Measure it: kd4j bench file %s"
                                .formatted(measured, name, folder.resolve(name))));
        return new CompressedFile(
                entry.number("accuracy"), entry.whole("bytes"), exported.whole("macs"), entry.number("p50Micros"));
    }
}
