package kd4j.datasets.catalog;

/**
 * A file of a catalogued data set.
 *
 * @param name its name, on the server and on disk
 * @param bytes its length
 * @param sha256 its SHA-256 in lower-case hexadecimal
 */
public record RemoteFile(String name, long bytes, String sha256) {}
