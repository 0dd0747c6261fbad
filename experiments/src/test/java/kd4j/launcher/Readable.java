package kd4j.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Permissions of a whole folder. */
final class Readable {
    private Readable() {}

    /** Lets everybody read all that is in a folder, and execute what its owner may; nobody gets to write more than before. */
    static void byAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(p -> !Files.isSymbolicLink(p)).toList()) {
                Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(path);
                allowed.addAll(PosixFilePermissions.fromString("r--r--r--"));
                if (allowed.contains(PosixFilePermission.OWNER_EXECUTE)) {
                    allowed.addAll(PosixFilePermissions.fromString("--x--x--x"));
                }
                Files.setPosixFilePermissions(path, allowed);
            }
        }
    }
}
