package kd4j.bench;

import java.nio.file.Path;
import java.util.List;
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
 * @param macsBefore multiply-accumulate operations of the network that a plan of compression began with; null without such a plan
 * @param times how fast it answers: the middle of all rounds
 * @param p50Micros the rounds' median times of one row, in microseconds
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
        Long macsBefore,
        FileTimes times,
        Spread p50Micros) {
    /** With what rounds gave. */
    FileFigures with(List<FileTimes> rounds) {
        return new FileFigures(
                file,
                format,
                bytes,
                parameters,
                macs,
                sparsity,
                rows,
                hits,
                unasked,
                macsBefore,
                FileTimes.middle(rounds),
                Spread.of(rounds.stream().map(FileTimes::p50Micros).toList()));
    }

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

    /** Whether layers of it were made smaller. */
    boolean lighter() {
        return macs != null && macsBefore != null && macs < macsBefore;
    }

    /** The same kind of file of the network before its layers were made smaller. */
    boolean wholeOf(FileFigures lighter) {
        return format.equals(lighter.format) && lighter.macsBefore.equals(macs) && !lighter();
    }
}
