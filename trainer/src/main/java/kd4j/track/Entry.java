package kd4j.track;

/**
 * One value for an event file: {@code Summary.Value} of TensorFlow's {@code summary.proto}.
 *
 * @param tag what the value is called; slashes group values on the page
 */
public sealed interface Entry {
    String tag();

    /**
     * A number.
     *
     * @param value stored with 32 bits, as TensorBoard's scalars are
     */
    record Scalar(String tag, double value) implements Entry {}

    /**
     * A text.
     *
     * @param text Markdown
     */
    record Text(String tag, String text) implements Entry {}

    /** Numbers as a histogram. */
    record Spread(String tag, Histogram histogram) implements Entry {}
}
