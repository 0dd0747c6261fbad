package kd4j.datasets.catalog;

/** Is told how far a download has come; called often, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /**
     * Some more bytes of a file are here.
     *
     * @param file the file
     * @param bytes bytes of it that are on disk, {@link RemoteFile#bytes} when it is complete
     */
    void at(RemoteFile file, long bytes);
}
