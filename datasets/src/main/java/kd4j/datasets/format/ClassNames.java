package kd4j.datasets.format;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How the classes of a data set are named and numbered. */
final class ClassNames {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private ClassNames() {}

    /** In the order of their numbers where all are decimal numbers, else in the order of their characters. */
    static List<String> ordered(Collection<String> names) {
        boolean numbers = names.stream().allMatch(name -> NUMBER.matcher(name).matches());
        Comparator<String> byText = Comparator.naturalOrder();
        Comparator<String> order = numbers
                ? Comparator.<String, BigDecimal>comparing(BigDecimal::new).thenComparing(byText)
                : byText;
        return names.stream().distinct().sorted(order).toList();
    }

    /** {@code 0}, {@code 1} and so on. */
    static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
