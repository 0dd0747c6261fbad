package kd4j.run;

import java.util.List;
import java.util.Map;
import kd4j.export.ExportedFile;

/**
 * What came out of a run: {@code summary.json}.
 *
 * @param name the recipe's name
 * @param recipeDigest SHA-256 of the resolved recipe
 * @param data the rows
 * @param seeds the seeds that were trained
 * @param arms figures by arm: {@code teacher}, unless nobody knows its answers to the test rows, {@code student-alone}, {@code distilled}, and {@code distilled-shifted} where the
 *     recipe has a bias shift
 * @param files what the distilled students were exported to
 */
public record Summary(
        String name,
        String recipeDigest,
        Rows data,
        List<Long> seeds,
        Map<String, ArmFigures> arms,
        List<SeedFile> files) {
    /**
     * The rows of a run.
     *
     * @param classes number of classes
     * @param train rows to learn from
     * @param validation rows that epochs were chosen by
     * @param test rows that were looked at once
     */
    public record Rows(String name, int classes, int train, int validation, int test) {}

    /**
     * One arm over the seeds.
     *
     * @param parameters trained numbers
     * @param macs multiply-accumulate operations for one sample
     */
    public record ArmFigures(Spread accuracy, Spread errors, long parameters, long macs) {}

    /**
     * One figure over the seeds.
     *
     * @param mean the mean
     * @param sd the sample standard deviation; null for one seed
     * @param ci95 lower and upper end of the 95 % t interval of the mean; null for one seed
     * @param seeds the figure of each seed, in the order of the seeds that have it
     */
    public record Spread(double mean, Double sd, List<Double> ci95, List<Double> seeds) {}

    /**
     * One exported file.
     *
     * @param seed the seed of its student
     * @param path from the run's folder
     */
    public record SeedFile(
            long seed,
            String path,
            String format,
            long bytes,
            String sha256,
            long parameters,
            long macs,
            double maxAbsDiff) {
        static SeedFile of(long seed, ExportedFile file, java.nio.file.Path root) {
            return new SeedFile(
                    seed,
                    root.relativize(file.path()).toString().replace('\\', '/'),
                    file.format().name().toLowerCase(java.util.Locale.ROOT),
                    file.bytes(),
                    file.sha256(),
                    file.parameters(),
                    file.macs(),
                    file.maxAbsDiff());
        }
    }
}
