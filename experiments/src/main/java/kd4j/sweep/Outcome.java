package kd4j.sweep;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param job which
 * @param folder its record; empty where it failed
 * @param before whether it was finished before this sweep began
 * @param reason why it failed; empty where it did not
 * @param log what its process printed
 */
public record Outcome(Job job, Optional<Path> folder, boolean before, String reason, Path log) {
    /** Whether there is no record. */
    public boolean failed() {
        return folder.isEmpty();
    }
}
