package kd4j.data;

/** The order in which an epoch goes through its rows. */
public final class Order {
    private Order() {}

    /**
     * A permutation of {@code 0 .. size - 1} that depends on nothing but its arguments: Fisher and Yates' shuffle from the
     * last position down, where position {@code i} is exchanged with {@code mix(ORDER, seed, epoch, i) mod (i + 1)}.
     *
     * @param epoch number of the epoch, from 0
     * @param size number of rows, 0 or more
     */
    public static int[] of(long seed, int epoch, int size) {
        int[] order = natural(size);
        for (int i = size - 1; i > 0; i--) {
            int j = (int) Seeds.below(Seeds.mix(Seeds.Use.ORDER, seed, epoch, i), i + 1L);
            int moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return order;
    }

    /** 0, 1, 2 and so on. */
    public static int[] natural(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }
}
