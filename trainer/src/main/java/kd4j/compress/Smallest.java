package kd4j.compress;

import java.util.Arrays;
import java.util.List;

/** Finds the numbers of smallest magnitude; of equal ones the first are taken. */
final class Smallest {
    private Smallest() {}

    /**
     * Which numbers are among the smallest.
     *
     * @param lists some numbers each
     * @param count how many of all together
     */
    static boolean[][] of(List<double[]> lists, long count) {
        long[] keys = new long[lists.stream().mapToInt(list -> list.length).sum()];
        int at = 0;
        for (double[] list : lists) {
            for (double value : list) {
                // The bits of floats that are not negative are in the order of the floats.
                keys[at] = ((long) Float.floatToRawIntBits((float) Math.abs(value)) << 32) | at;
                at++;
            }
        }
        Arrays.sort(keys);
        boolean[] taken = new boolean[keys.length];
        for (int i = 0; i < count; i++) {
            taken[(int) keys[i]] = true;
        }
        return split(lists, taken);
    }

    private static boolean[][] split(List<double[]> lists, boolean[] all) {
        boolean[][] parts = new boolean[lists.size()][];
        int from = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Arrays.copyOfRange(all, from, from + lists.get(i).length);
            from += lists.get(i).length;
        }
        return parts;
    }
}
