package kd4j.bench;

import java.nio.file.Path;
import kd4j.metric.Statistics;

/**
 * What is known of an exported file.
 *
 * @param file the file
 * @param format as recipes call it
 * @param bytes its length
 * @param parameters trained numbers in it; null where nobody says
 * @param macs multiply-accumulate operations for a row; null where nobody says
 * @param sparsity the share of its weights that are 0; null where it cannot be told
 * @param rows test rows that the file itself was asked; 0 for none
 * @param hits rows of these that were right
 * @param unasked why no test rows were asked; empty where they were
 * @param times how fast it answers
 */
record FileFigures(
        Path file,
        String format,
        long bytes,
        Long parameters,
        Long macs,
        Double sparsity,
        int rows,
        int hits,
        String unasked,
        FileTimes times) {
    /** The share that is right, and its 95 % interval after Wilson; only where rows were asked. */
    double accuracy() {
        return (double) hits / rows;
    }

    Statistics.Interval interval() {
        return Statistics.proportion(hits, rows);
    }

    boolean eightBits() {
        return format.endsWith("int8");
    }

    /** The same kind of file with 32-bit floats: what an 8-bit file must be faster than. */
    boolean floatsOf(FileFigures eight) {
        return eight.format.equals(format + "-int8")
                && file.toAbsolutePath()
                        .getParent()
                        .equals(eight.file.toAbsolutePath().getParent());
    }
}
