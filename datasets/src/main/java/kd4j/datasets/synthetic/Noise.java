package kd4j.datasets.synthetic;

import kd4j.data.Seeds;

/** Random numbers by coordinates, the same on every machine. */
final class Noise {
    private Noise() {}

    /**
     * A number from the standard normal distribution, by Box and Muller's transform of two uniform numbers. {@link StrictMath}
     * gives the same bits everywhere.
     */
    static double gaussian(long seed, long kind, long row, long position) {
        double radius = 1 - Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, kind, row, position, 0));
        double angle = Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, kind, row, position, 1));
        return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
    }

    /** A number from 0 to below 1, each as likely as another. */
    static double uniform(long seed, long kind, long row, long position) {
        return Seeds.uniform(Seeds.mix(Seeds.Use.SYNTHETIC, seed, kind, row, position));
    }

    /** An integer from 0 to below {@code bound}. */
    static int below(int bound, long seed, long kind, long row, long position) {
        return (int) Seeds.below(Seeds.mix(Seeds.Use.SYNTHETIC, seed, kind, row, position), bound);
    }
}
