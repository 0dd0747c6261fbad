package kd4j.component;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Spelling of names: kebab case, and the nearest right name for a wrong one. */
public final class Names {
    private Names() {}

    /** {@code weightDecay} becomes {@code weight-decay}, {@code LOW_RANK} becomes {@code low-rank}. */
    public static String kebab(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    /** The name that differs least from the given one, if it is near enough to have been meant. */
    public static Optional<String> nearest(String given, Collection<String> names) {
        String lower = given.toLowerCase(Locale.ROOT).replace('_', '-');
        int limit = Math.max(1, (given.length() + 1) / 3);
        LevenshteinDistance distance = new LevenshteinDistance(limit);
        return names.stream()
                .filter(n -> distance.apply(lower, n) >= 0)
                .min(Comparator.<String>comparingInt(n -> distance.apply(lower, n))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code " Did you mean 'temperature'?"}, or nothing where no name is near. */
    public static String suggestion(String given, Collection<String> names) {
        return nearest(given, names).map(" Did you mean '%s'?"::formatted).orElse("");
    }
}
