package kd4j.datasets.catalog;

import java.net.URI;
import java.util.List;

/**
 * Where a catalogued data set comes from.
 *
 * @param name its name in recipes and the name of its folder
 * @param licence under what it may be used
 * @param homepage where people read about it
 * @param files all its files
 * @param mirrors addresses of folders that hold the files, tried in this order, each ending in a slash; empty for data that is
 *     shipped
 */
public record Source(String name, String licence, URI homepage, List<RemoteFile> files, List<URI> mirrors) {
    public Source {
        files = List.copyOf(files);
        mirrors = List.copyOf(mirrors);
    }

    /** Whether the data comes with KD4J, so that nothing needs to be fetched. */
    public boolean shipped() {
        return mirrors.isEmpty();
    }

    /** Length of all files together. */
    public long bytes() {
        return files.stream().mapToLong(RemoteFile::bytes).sum();
    }
}
