package kd4j.export;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What came out of asking a file.
 *
 * @param rows what was asked
 * @param expected the right logits, row after row
 * @param actual the file's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answers(INDArray rows, float[] expected, float[] actual) {}
