package kd4j.export;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A file that was found unchanged since its export, and gave the recorded answers again.
 *
 * @param path where it lies
 * @param format what kind of file
 * @param sha256 its SHA-256 in hexadecimal
 * @param rows recorded rows that were asked
 * @param maxAbsDiff the largest absolute difference from a recorded logit
 * @param argMaxEqual rows for which the class is the recorded one
 * @param accepted of a bundle with thresholds, rows whose answer reaches its threshold, here as when it was made; else empty
 */
public record VerifiedFile(
        Path path,
        ExportFormat format,
        String sha256,
        int rows,
        double maxAbsDiff,
        int argMaxEqual,
        OptionalInt accepted) {}
