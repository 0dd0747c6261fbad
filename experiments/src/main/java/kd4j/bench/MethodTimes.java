package kd4j.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the rounds of a comparison of methods have found so far. */
final class MethodTimes {
    private final MethodCase base;
    private final Map<MethodCase, Map<Integer, MethodTime>> rounds = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param cases in the order of the table
     * @param base what the others are divided by
     */
    MethodTimes(List<MethodCase> cases, MethodCase base) {
        this.base = base;
        cases.forEach(one -> rounds.put(one, new TreeMap<>()));
    }

    void add(MethodCase one, int round, MethodTime time) {
        rounds.get(one).put(round, time);
    }

    /** What a reader must know. */
    void note(String text) {
        notes.add(text);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<MethodCase> cases() {
        return List.copyOf(rounds.keySet());
    }

    MethodCase base() {
        return base;
    }

    /** Rounds in which the recipe was measured. */
    int rounds(MethodCase one) {
        return rounds.get(one).size();
    }

    /** A figure over the rounds; empty where none succeeded. */
    Optional<Spread> of(MethodCase one, Function<MethodTime, Double> figure) {
        return spread(rounds.get(one).values().stream().map(figure).toList());
    }

    /** The recipe's figure divided by the base's, round by round; empty where no round has both. */
    Optional<Spread> ratio(MethodCase one, Function<MethodTime, Double> figure) {
        List<Double> quotients = new ArrayList<>();
        rounds.get(one).forEach((round, time) -> {
            MethodTime other = rounds.get(base).get(round);
            if (other != null) {
                quotients.add(figure.apply(time) / figure.apply(other));
            }
        });
        return spread(quotients);
    }

    private static Optional<Spread> spread(List<Double> numbers) {
        return numbers.isEmpty() ? Optional.empty() : Optional.of(Spread.of(numbers));
    }
}
