package kd4j.datasets.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import kd4j.data.Data;
import kd4j.data.DataException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** CIFAR-10's binary version as it is published: one tar archive of its files, packed with gzip or not, read as it stands. */
public final class CifarArchive {
    private CifarArchive() {}

    /**
     * Reads the files in an archive, in whatever folder of it they are; others are passed over.
     *
     * @param name the data set's name for people
     * @throws DataException when the archive or a file in it is missing or damaged
     */
    public static Data load(String name, Path archive) {
        DataFiles files = new DataFiles();
        CifarParts parts = new CifarParts(archive.toString());
        files.<Void>read(archive.getFileName().toString(), archive, in -> {
            read(in, archive, parts);
            return null;
        });
        return parts.data(name, files.digests());
    }

    private static void read(InputStream in, Path archive, CifarParts parts) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (entry.isFile() && CifarParts.known(name)) {
                parts.read(name, tar, archive + "!" + entry.getName());
            }
        }
    }
}
