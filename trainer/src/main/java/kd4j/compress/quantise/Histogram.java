package kd4j.compress.quantise;

import java.util.Arrays;
import kd4j.component.Require;

/**
 * How often which numbers were seen, in bins of one width.
 *
 * @param low the smallest number seen, and the beginning of the first bin
 * @param high the largest number seen, and the end of the last bin
 * @param counts numbers in each bin, which holds its beginning and, only the last one, its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Histogram(double low, double high, long[] counts) {
    /** Bins of every histogram that calibration makes. */
    public static final int BINS = 2048;

    public Histogram {
        Require.that(low <= high, "low", low, "a number up to high, " + high);
        counts = counts.clone();
    }

    /** Nothing seen yet between these numbers. */
    public static Histogram empty(double low, double high) {
        return new Histogram(low, high, new long[BINS]);
    }

    /** The histogram of these numbers. */
    public static Histogram of(float... numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        Histogram histogram = empty(low, high);
        histogram.add(numbers);
        return histogram;
    }

    /** Counts numbers between low and high. */
    void add(float[] numbers) {
        double width = (high - low) / counts.length;
        for (float number : numbers) {
            int bin = width > 0 ? (int) ((number - low) / width) : 0;
            counts[Math.max(0, Math.min(counts.length - 1, bin))]++;
        }
    }

    /** How many numbers were seen. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** The number in the middle of a bin. */
    public double middle(int bin) {
        return low + (bin + 0.5) * (high - low) / counts.length;
    }

    /** The number below which a share of all lies, from 0 to 1, as if numbers were spread evenly within each bin. */
    public double quantile(double share) {
        double wanted = share * total();
        double width = (high - low) / counts.length;
        long below = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0 && below + counts[bin] >= wanted) {
                return low + (bin + (wanted - below) / counts[bin]) * width;
            }
            below += counts[bin];
        }
        return high;
    }
}
