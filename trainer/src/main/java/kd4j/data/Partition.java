package kd4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Training rows divided into those that are learnt from and those that models are selected by. Both parts keep the
 * rows' order.
 *
 * @param train rows to learn from
 * @param validation rows to select models by
 */
public record Partition(Samples train, Samples validation) {
    /**
     * Cuts validation rows out of training rows, with the same share of every class as far as whole rows allow. Within a
     * class the rows with the smallest {@code mix(PARTITION, seed, id)} are taken, so a row's fate depends on its id and not
     * on the order of the rows, and a smaller validation part of the same seed lies within a larger one.
     *
     * @param train the rows to divide
     * @param validation from 0 to below 1 the share of the rows, rounded to whole rows; from 1 up their number
     * @param seed chooses the rows
     * @throws DataException when a class would have no row in one of the parts
     */
    public static Partition stratified(Samples train, double validation, long seed) {
        SortedMap<Integer, List<Integer>> classes = byClass(train);
        int rows = rows(train.size(), validation);
        int[] counts = classes.values().stream().mapToInt(List::size).toArray();
        check(classes, rows, train.size());
        int[] quotas = Quotas.of(counts, rows);
        boolean[] taken = new boolean[train.size()];
        int c = 0;
        for (List<Integer> members : classes.values()) {
            members.sort(bySeed(train, seed));
            members.subList(0, quotas[c++]).forEach(row -> taken[row] = true);
        }
        return new Partition(select(train, taken, false), select(train, taken, true));
    }

    /**
     * Cuts validation rows out of training rows: by class as in {@link #stratified}, and where rows have targets those with the
     * smallest {@code mix(PARTITION, seed, id)}.
     *
     * @throws DataException when a part would have no row
     */
    public static Partition of(Samples train, double validation, long seed) {
        return train.kind() == Truth.Kind.CLASSES
                ? stratified(train, validation, seed)
                : random(train, validation, seed);
    }

    private static Partition random(Samples train, double validation, long seed) {
        int rows = rows(train.size(), validation);
        if (rows < 1 || rows >= train.size()) {
            throw new DataException("validation would take %d of %d training rows; allowed: 1 to %d"
                    .formatted(rows, train.size(), train.size() - 1));
        }
        boolean[] taken = new boolean[train.size()];
        Arrays.stream(Order.natural(train.size()))
                .boxed()
                .sorted(bySeed(train, seed))
                .limit(rows)
                .forEach(row -> taken[row] = true);
        return new Partition(select(train, taken, false), select(train, taken, true));
    }

    private static SortedMap<Integer, List<Integer>> byClass(Samples samples) {
        SortedMap<Integer, List<Integer>> classes = new TreeMap<>();
        for (int row = 0; row < samples.size(); row++) {
            classes.computeIfAbsent(samples.label(row), label -> new ArrayList<>())
                    .add(row);
        }
        return classes;
    }

    private static int rows(int size, double validation) {
        boolean share = validation > 0 && validation < 1;
        if (!share && !(validation >= 1 && validation == Math.rint(validation))) {
            throw new DataException("validation is %s; allowed: a share above 0 and below 1, or a whole number of rows"
                    .formatted(validation));
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.round(share ? validation * size : validation));
    }

    private static void check(SortedMap<Integer, List<Integer>> classes, int rows, int size) {
        classes.forEach((label, members) -> {
            if (members.size() < 2) {
                throw new DataException(
                        "class %d has one training row; it needs two to be in the training and in the validation part"
                                .formatted(label));
            }
        });
        int least = classes.size();
        if (rows < least || rows > size - least) {
            throw new DataException(
                    "validation would take %d of %d training rows; allowed: %d to %d, so that each of the %d classes is in both parts"
                            .formatted(rows, size, least, size - least, least));
        }
    }

    private static Comparator<Integer> bySeed(Samples samples, long seed) {
        Comparator<Integer> byNumber =
                Comparator.comparingLong(row -> Seeds.mix(Seeds.Use.PARTITION, seed, samples.id(row)) ^ Long.MIN_VALUE);
        return byNumber.thenComparing(samples::id);
    }

    private static Samples select(Samples samples, boolean[] taken, boolean wanted) {
        return samples.select(Arrays.stream(Order.natural(samples.size()))
                .filter(row -> taken[row] == wanted)
                .toArray());
    }
}
