package kd4j.model.architecture;

import java.util.List;
import java.util.stream.IntStream;
import kd4j.component.KeyException;

/** Numbers of channels and layers by a multiplier: rounded, and 1 or more. */
final class Multiples {
    private Multiples() {}

    static int of(int number, double factor) {
        return Math.toIntExact(Math.max(1, Math.round(number * factor)));
    }

    static List<Integer> of(List<Integer> numbers, double factor) {
        return numbers.stream().map(n -> of(n, factor)).toList();
    }

    /** A list of another length with the same numbers in the same order, some left out or repeated. */
    static List<Integer> stretched(List<Integer> numbers, double factor) {
        int length = numbers.isEmpty() ? 0 : of(numbers.size(), factor);
        return IntStream.range(0, length)
                .mapToObj(i -> numbers.get(i * numbers.size() / length))
                .toList();
    }

    /** Refuses a multiplier of what an architecture cannot have more or less of. */
    static void none(String key, double factor, String architecture) {
        if (factor != 1) {
            throw new KeyException(key, factor, "1, because %s has no such multiplier".formatted(architecture));
        }
    }
}
