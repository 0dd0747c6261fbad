package kd4j.edge;

/**
 * How much a bundle may ask for, whatever it says of itself. Memory while it is opened stays below about three times {@code bundleBytes} plus
 * {@code totalBytes}.
 *
 * @param bundleBytes length of the whole file
 * @param totalBytes length of all entries when they are unpacked
 * @param textBytes length of an entry that is text
 * @param ratio unpacked bytes for each packed byte of an entry, and bytes in memory for each byte of a tensor without its zeros
 * @param rowValues numbers in one row of input or output
 * @param tensorValues numbers in one tensor of the model
 */
public record Limits(long bundleBytes, long totalBytes, int textBytes, int ratio, int rowValues, long tensorValues) {
    private static final int MEGA = 1 << 20;

    /** 256 MiB packed, 512 MiB unpacked, 1 MiB of text, 100 to 1, 16 million numbers a row, 128 million a tensor. */
    public static final Limits USUAL = new Limits(256L * MEGA, 512L * MEGA, MEGA, 100, 16 * MEGA, 128L * MEGA);
}
