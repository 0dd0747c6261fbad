package kd4j.track;

/**
 * How numbers are spread: {@code buckets[i]} of them lie above {@code limits[i - 1]} and not above {@code limits[i]}; the first
 * bucket holds the smallest too. Numbers that are not finite are left out.
 *
 * @param min smallest number
 * @param max largest number
 * @param count how many numbers
 * @param sum their sum
 * @param squares the sum of their squares
 * @param limits upper ends of the buckets, ascending; the last is {@code max}
 * @param buckets how many numbers each holds
 */
public record Histogram(
        double min, double max, long count, double sum, double squares, double[] limits, double[] buckets) {
    private static final int BUCKETS = 64;

    /** The histogram of numbers in 64 buckets of equal width, or in one where all are equal; without any, everything is 0. */
    public static Histogram of(float[] numbers) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (float number : numbers) {
            if (Float.isFinite(number)) {
                min = Math.min(min, number);
                max = Math.max(max, number);
                sum += number;
                squares += (double) number * number;
                count++;
            }
        }
        return count == 0
                ? new Histogram(0, 0, 0, 0, 0, new double[] {0}, new double[] {0})
                : spread(numbers, min, max, count, sum, squares);
    }

    private static Histogram spread(float[] numbers, double min, double max, long count, double sum, double squares) {
        int size = max > min ? BUCKETS : 1;
        double width = (max - min) / size;
        double[] limits = new double[size];
        for (int i = 0; i < size; i++) {
            limits[i] = i == size - 1 ? max : min + (i + 1) * width;
        }
        double[] buckets = new double[size];
        for (float number : numbers) {
            if (Float.isFinite(number)) {
                buckets[bucket(number, min, width, limits)]++;
            }
        }
        return new Histogram(min, max, count, sum, squares, limits, buckets);
    }

    /** The division may miss by one where a number is next to a limit. */
    private static int bucket(double number, double min, double width, double[] limits) {
        int last = limits.length - 1;
        int guess = width == 0 ? 0 : (int) Math.min(last, Math.max(0, Math.ceil((number - min) / width) - 1));
        while (guess > 0 && number <= limits[guess - 1]) {
            guess--;
        }
        while (guess < last && number > limits[guess]) {
            guess++;
        }
        return guess;
    }
}
