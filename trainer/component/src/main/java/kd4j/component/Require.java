package kd4j.component;

/** Checks of keys for compact constructors: each names the key, the value given and what is allowed. */
public final class Require {
    private Require() {}

    /** Refuses the value unless the condition holds. */
    public static void that(boolean condition, String key, Object given, String allowed) {
        if (!condition) {
            throw new KeyException(key, given, allowed);
        }
    }

    /** A finite number above 0. */
    public static void positive(String key, double value) {
        that(value > 0 && Double.isFinite(value), key, value, "a number > 0");
    }

    /** An integer of 1 or more. */
    public static void positive(String key, int value) {
        that(value > 0, key, value, "an integer >= 1");
    }

    /** A finite number of 0 or more. */
    public static void notNegative(String key, double value) {
        that(value >= 0 && Double.isFinite(value), key, value, "a number >= 0");
    }

    /** A number from 0 up to, but not including, 1. */
    public static void fraction(String key, double value) {
        that(value >= 0 && value < 1, key, value, "a number from 0 to below 1");
    }
}
