package kd4j.recipe;

import java.math.BigInteger;
import java.util.Optional;
import kd4j.component.Kind;
import kd4j.component.Names;

/** Words into values of the basic kinds, without guessing. */
final class Scalars {
    private Scalars() {}

    /**
     * A value, or why there is none.
     *
     * @param value the value; null where there is a refusal
     * @param refusal what was given and what is allowed
     */
    record Read(Object value, Optional<String> refusal) {
        static Read of(Object value) {
            return new Read(value, Optional.empty());
        }

        static Read refused(Tree.Word word, String allowed, String hint) {
            String given = "given %s; allowed: %s".formatted(word.shown(), allowed);
            return new Read(null, Optional.of(hint.isEmpty() ? given : given + " (" + hint + ")"));
        }
    }

    static Read read(Kind.Basic kind, Tree.Word word) {
        Look look = word.plain() ? Look.of(word.text()) : Look.TEXT;
        return switch (kind) {
            case TEXT -> text(word, look);
            case BOOLEAN -> truth(word, look);
            case DOUBLE -> real(word, look);
            case INT -> whole(word, look, Integer.SIZE);
            case LONG -> whole(word, look, Long.SIZE);
        };
    }

    static Read choice(Kind.Choice kind, Tree.Word word) {
        String allowed = "one of " + String.join(", ", kind.words());
        Optional<Enum<?>> constant = kind.constant(word.text());
        return constant.<Read>map(Read::of).orElseGet(() -> Read.refused(word, allowed + suggestion(word, kind), ""));
    }

    private static String suggestion(Tree.Word word, Kind.Choice kind) {
        String near = Names.suggestion(word.text(), kind.words());
        return near.isEmpty() ? "" : "." + near;
    }

    private static Read text(Tree.Word word, Look look) {
        String hint = "to give it as text, quote it: \"%s\"".formatted(word.text());
        return look == Look.TEXT
                ? Read.of(word.text())
                : Read.refused(word, "text", word.text().isEmpty() ? "" : hint);
    }

    private static Read truth(Tree.Word word, Look look) {
        boolean unquote = !word.plain() && Look.of(word.text()) == Look.TRUTH;
        return look == Look.TRUTH
                ? Read.of(Boolean.valueOf(word.text()))
                : Read.refused(word, "true or false", unquote ? "without quotes" : "");
    }

    private static Read real(Tree.Word word, Look look) {
        if (!look.number()) {
            return Read.refused(word, "a finite number", numberHint(word, look));
        }
        double value = Double.parseDouble(word.text());
        boolean zero = !word.text().split("[eE]", 2)[0].matches(".*[1-9].*");
        boolean lost = Double.isInfinite(value) || (value == 0 && !zero);
        return lost
                ? Read.refused(word, "a finite number", "its size must lie between 4.9e-324 and 1.8e308")
                : Read.of(value);
    }

    private static Read whole(Tree.Word word, Look look, int bits) {
        if (look != Look.INTEGER) {
            return Read.refused(word, "an integer", numberHint(word, look));
        }
        BigInteger value = new BigInteger(word.text());
        if (value.bitLength() >= bits) {
            BigInteger limit = BigInteger.TWO.pow(bits - 1);
            return Read.refused(word, "an integer from -%s to %s".formatted(limit, limit.subtract(BigInteger.ONE)), "");
        }
        return bits == Integer.SIZE ? Read.of(value.intValueExact()) : Read.of(value.longValueExact());
    }

    private static String numberHint(Tree.Word word, Look look) {
        if (look == Look.NUMBER_TRAP
                && Character.isDigit(word.text().charAt(word.text().length() - 1))) {
            return "write it in decimal digits, without leading zeros or underscores";
        }
        if (look == Look.REAL) {
            return "without point and exponent";
        }
        return !word.plain() && Look.of(word.text()).number() ? "without quotes" : "";
    }
}
