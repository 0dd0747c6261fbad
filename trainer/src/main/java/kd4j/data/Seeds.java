package kd4j.data;

/**
 * Random numbers without a state: a number is a function of a seed, a use and coordinates such as epoch and sample, so it
 * does not matter who asks first, how often, or in which thread.
 *
 * <p>With {@code f} the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * 2014; constants of variant 13 by Stafford) and {@code g = 0x9e3779b97f4a7c15}: {@code h = f(seed + g)}, then {@code h =
 * f(h + g + c)} for the use's code and for each coordinate {@code c} in order. Only 64-bit integer arithmetic is used, so
 * the numbers are the same on every machine and every version of Java.
 */
public final class Seeds {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** What a number is for: uses never share numbers, even with equal coordinates. The codes must never change. */
    public enum Use {
        /** Which rows go to validation. Coordinates: sample id. */
        PARTITION(1),
        /** First values of parameters. Coordinates: position of the parameter. */
        INITIAL(2),
        /** Order of an epoch. Coordinates: epoch, position. */
        ORDER(3),
        /** View of a sample. Coordinates: epoch, sample id. */
        VIEW(4),
        /** Dropout and other noise inside a network. Coordinates: step. */
        NOISE(5),
        /** Values of data made from a seed. Coordinates: whatever identifies the value. */
        SYNTHETIC(6),
        /** Views that a sample has where only some are used. Coordinates: sample id, number of the view. */
        DRAWN_VIEW(16),
        /** First centres of clusters of weights. Coordinates: step, first position of the layer's weights, number of the draw. */
        CENTRES(24);

        private final long code;

        Use(long code) {
            this.code = code;
        }
    }

    /** The number at these coordinates, any of the 2<sup>64</sup>. */
    public static long mix(Use use, long seed, long... coordinates) {
        long hash = next(finish(seed + GAMMA), use.code);
        for (long coordinate : coordinates) {
            hash = next(hash, coordinate);
        }
        return hash;
    }

    /**
     * Brings a number from {@link #mix} into {@code 0 .. bound - 1}. The remainder favours small values by less than {@code
     * bound / 2^64}, far below what any experiment can see.
     *
     * @param bound 1 or more
     */
    public static long below(long hash, long bound) {
        return Long.remainderUnsigned(hash, bound);
    }

    /** Brings a number from {@link #mix} into [0, 1), in steps of 2<sup>-53</sup>. */
    public static double uniform(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }

    static long next(long hash, long coordinate) {
        return finish(hash + GAMMA + coordinate);
    }

    private static long finish(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
