package kd4j.ui;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of an address behind the question mark.
 *
 * @param pairs names and values in their order, decoded
 */
record Query(List<Pair> pairs) {
    /** A name and its value; {@code raw} is both as they were written. */
    record Pair(String name, String value, String raw) {}

    /**
     * Reads it.
     *
     * @param raw as it was written; null where there is none
     * @throws IllegalArgumentException when it is not encoded as it should be
     */
    static Query of(String raw) {
        List<Pair> pairs = new ArrayList<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            pairs.add(new Pair(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)),
                    pair));
        }
        return new Query(List.copyOf(pairs));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    /** The different values of a name. */
    List<String> all(String name) {
        return pairs.stream()
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .distinct()
                .toList();
    }

    /** As it was written, but for one name; empty where nothing else is there. */
    String without(String name) {
        return pairs.stream()
                .filter(pair -> !pair.name().equals(name) && !pair.raw().isEmpty())
                .map(Pair::raw)
                .collect(Collectors.joining("&", "?", ""))
                .replaceFirst("^\\?$", "");
    }
}
