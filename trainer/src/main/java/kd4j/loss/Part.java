package kd4j.loss;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One summand of a value, {@code weight * value}, which may itself be a sum.
 *
 * @param factor what the weight is, such as {@code T^2}; empty where it is just a number
 * @param weight the number that the part's value is multiplied with
 * @param name what the part is
 * @param value the part's own value
 * @param parts what this part is made of, {@code value = sum of weight * part value}; empty where there are no smaller parts
 */
public record Part(String factor, double weight, String name, double value, List<Part> parts) {
    public Part {
        parts = List.copyOf(parts);
    }

    /** A part that has no smaller parts. */
    public static Part of(double weight, String name, double value) {
        return new Part("", weight, name, value, List.of());
    }

    /** The same part with a name for its weight. */
    public Part because(String reason) {
        return new Part(reason, weight, name, value, parts);
    }

    /** The same part under another name. */
    public Part named(String other) {
        return new Part(factor, weight, other, value, parts);
    }

    static String sum(List<Part> parts) {
        return parts.stream().map(Part::toString).collect(Collectors.joining(" + "));
    }

    /** As it stands in {@link Term#explanation}: {@code T^2 16 * kl 0.0759}. */
    @Override
    public String toString() {
        String product = "%s * %s %s".formatted(Figures.text(weight), name, Figures.text(value));
        return (factor.isEmpty() ? "" : factor + " ") + product + (parts.isEmpty() ? "" : " (" + sum(parts) + ")");
    }
}
