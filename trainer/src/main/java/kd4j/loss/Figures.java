package kd4j.loss;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them in an explanation. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /** Four significant digits without trailing zeros: {@code 0.0759}, {@code 16}, {@code 1E+9}. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size == 0 || (size >= 1e-4 && size < 1e7) ? rounded.toPlainString() : rounded.toString();
    }
}
