package kd4j.run;

import java.util.List;
import java.util.Map;
import kd4j.engine.RunException;
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
     * @param classes number of classes; 0 where rows have numbers to predict
     * @param outputs how many numbers a network answers about a row
     * @param train rows to learn from
     * @param validation rows that epochs were chosen by
     * @param test rows that were looked at once
     */
    public record Rows(String name, int classes, int outputs, int train, int validation, int test) {}

    /** One arm over the seeds. */
    public sealed interface ArmFigures {
        /** Share of the test rows that are right; only where rows have classes. */
        default Spread accuracy() {
            throw new RunException("the run's rows have numbers to predict, so no accuracy was counted. Use rmse");
        }

        /** Trained numbers. */
        long parameters();

        /** Multiply-accumulate operations for one sample. */
        long macs();

        /** The share of the trained numbers that are 0, behind a plan of compression; null without such a plan. */
        Double sparsity();
    }

    /**
     * One arm over the seeds, where rows have classes.
     *
     * @param accuracy share of the test rows that are right
     * @param errors test rows that are wrong
     */
    public record OfClasses(Spread accuracy, Spread errors, long parameters, long macs, Double sparsity)
            implements ArmFigures {}

    /**
     * One arm over the seeds, where rows have numbers to predict, in the units of the data.
     *
     * @param rmse root of the mean squared error on the test rows
     * @param mae mean absolute error on the test rows
     * @param r2 R^2 on the test rows; null where a target is the same in all of them
     */
    public record OfTargets(Spread rmse, Spread mae, Spread r2, long parameters, long macs, Double sparsity)
            implements ArmFigures {}

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
