package kd4j.export;

import java.nio.file.Path;

/**
 * A file that was written, loaded again and found to answer as the network does.
 *
 * @param path where it lies
 * @param format what kind of file
 * @param bytes its length
 * @param sha256 its SHA-256 in hexadecimal
 * @param parameters trained numbers in it
 * @param macs multiply-accumulate operations for one sample
 * @param maxAbsDiff the largest absolute difference between a logit of the file and the network's; in files of fewer bits, of the
 *     network with the file's roundings
 * @param rows rows that were compared
 * @param argMaxEqual rows of these for which both name the same class
 * @param reduction what fewer bits made of the network; null where the file holds the network as it was given
 * @param sparse weights that are stored without their zeros; null where all are stored with them
 */
public record ExportedFile(
        Path path,
        ExportFormat format,
        long bytes,
        String sha256,
        long parameters,
        long macs,
        double maxAbsDiff,
        int rows,
        int argMaxEqual,
        Reduction reduction,
        SparseWeights sparse) {}
