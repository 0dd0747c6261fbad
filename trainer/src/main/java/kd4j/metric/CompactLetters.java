package kd4j.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Letters for what cannot be told apart: two share a letter exactly when the test did not tell them apart. Begins with one group of
 * all; each pair that differs splits every group that holds both, and groups within others are dropped. Source: Piepho, Journal of
 * Computational and Graphical Statistics 13, 2004.
 */
public final class CompactLetters {
    private CompactLetters() {}

    /** Whether the test told these two apart; asked with {@code i < j}. */
    public interface Different {
        boolean test(int i, int j);
    }

    /**
     * The letters.
     *
     * @param count how many are compared
     * @return the letters of each, {@code a} being that of the first; after {@code z} come {@code a1}, {@code b1} and so on
     */
    public static List<String> of(int count, Different different) {
        List<BitSet> groups = groups(count, different);
        List<String> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int one = i;
            letters.add(groups.stream()
                    .filter(group -> group.get(one))
                    .map(group -> letter(groups.indexOf(group)))
                    .collect(Collectors.joining()));
        }
        return letters;
    }

    private static List<BitSet> groups(int count, Different different) {
        BitSet all = new BitSet();
        all.set(0, count);
        List<BitSet> groups = new ArrayList<>(List.of(all));
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (different.test(i, j)) {
                    groups = new ArrayList<>(absorbed(split(groups, i, j)));
                }
            }
        }
        groups.sort(Comparator.comparing(group -> group.stream().toArray(), Arrays::compare));
        return groups;
    }

    private static List<BitSet> split(List<BitSet> groups, int i, int j) {
        List<BitSet> split = new ArrayList<>();
        for (BitSet group : groups) {
            if (group.get(i) && group.get(j)) {
                split.add(without(group, j));
                split.add(without(group, i));
            } else {
                split.add(group);
            }
        }
        return split;
    }

    private static BitSet without(BitSet group, int one) {
        BitSet rest = (BitSet) group.clone();
        rest.clear(one);
        return rest;
    }

    /** Of equal groups the first stays. */
    private static List<BitSet> absorbed(List<BitSet> groups) {
        return IntStream.range(0, groups.size())
                .filter(i -> IntStream.range(0, groups.size())
                        .noneMatch(j -> j != i
                                && within(groups.get(i), groups.get(j))
                                && (j < i || !groups.get(i).equals(groups.get(j)))))
                .mapToObj(groups::get)
                .toList();
    }

    private static boolean within(BitSet inner, BitSet outer) {
        BitSet rest = (BitSet) inner.clone();
        rest.andNot(outer);
        return rest.isEmpty();
    }

    private static String letter(int number) {
        return (char) ('a' + number % 26) + (number < 26 ? "" : String.valueOf(number / 26));
    }
}
