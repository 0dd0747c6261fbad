package kd4j.recipe;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a word without quotes looks like, to YAML 1.1, to YAML 1.2 or to a person. A value is taken only where all three agree;
 * anything else is asked about, so that no country {@code no} becomes a falsehood and no {@code 010} an 8.
 */
enum Look {
    /** A decimal integer. */
    INTEGER,
    /** A decimal number with a point or an exponent. */
    REAL,
    /** {@code true} or {@code false}. */
    TRUTH,
    /** A word that some YAML readers take for a truth value. */
    TRUTH_TRAP,
    /** Nothing, {@code null} or {@code ~}. */
    NOTHING,
    /** A number in a form that readers differ about: octal, hexadecimal, underscores, infinity. */
    NUMBER_TRAP,
    /** Text. */
    TEXT;

    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Pattern TRUTH_TRAPS = Pattern.compile("(?i)y|n|yes|no|on|off|true|false");
    private static final Pattern NOTHINGS = Pattern.compile("|~|null|Null|NULL");
    private static final Map<Look, Pattern> NUMBERS = Map.of(
            INTEGER, Pattern.compile("[-+]?(0|[1-9]\\d*)"),
            REAL, Pattern.compile("[-+]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?"));
    private static final Pattern NUMBER_TRAPS =
            Pattern.compile("(?i)[-+]?(0\\d[\\d_]*(\\.[\\d_]*)?(e[-+]?\\d+)?|0[xob][0-9a-f_]+|\\d[\\d_]*_[\\d_.]*"
                    + "|\\d+(:[0-5]?\\d)+(\\.\\d*)?|\\.(inf|nan))");

    static Look of(String word) {
        if (NOTHINGS.matcher(word).matches()) {
            return NOTHING;
        }
        if (TRUTH_TRAPS.matcher(word).matches()) {
            return TRUTHS.contains(word) ? TRUTH : TRUTH_TRAP;
        }
        if (NUMBERS.get(INTEGER).matcher(word).matches()) {
            return INTEGER;
        }
        if (NUMBERS.get(REAL).matcher(word).matches()) {
            return REAL;
        }
        return NUMBER_TRAPS.matcher(word).matches() ? NUMBER_TRAP : TEXT;
    }

    boolean number() {
        return this == INTEGER || this == REAL;
    }
}
