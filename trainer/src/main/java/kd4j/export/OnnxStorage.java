package kd4j.export;

/**
 * How an ONNX file keeps weights, which are 32-bit floats whenever it is open.
 *
 * @param halves whether those that 16 bits hold without loss are stored in 16 bits, and widened before they are used
 * @param sparse whether those that are mostly 0 are stored as the others and their places, where that is shorter
 */
record OnnxStorage(boolean halves, boolean sparse) {
    /** Every number, in 32 bits. */
    static final OnnxStorage PLAIN = new OnnxStorage(false, false);
}
