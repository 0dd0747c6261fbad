package kd4j.run;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import kd4j.track.Log;

/** Writes and sends what other logs do not have yet of a run, at its end or any time later. */
public final class Tracking {
    private Tracking() {}

    /** Whether the run's recipe wants other logs. */
    public static boolean wanted(RunFolder folder) {
        return Conditions.recipe(folder.resolvedRecipe()).logs().isPresent();
    }

    /**
     * Brings the logs up to date; what they have already is not written or sent again.
     *
     * @param logs which; those of the run's recipe where it is empty
     * @param verdict the comparison of its students, for people; empty where there is none yet
     * @return how many epochs a server was sent
     * @throws kd4j.track.TrackException when a server does not answer or refuses
     */
    public static int complete(RunFolder folder, List<Log> logs, Optional<String> verdict) {
        verdict.filter(text -> !Files.exists(folder.verdict()))
                .ifPresent(text -> AtomicFiles.write(folder.verdict(), text));
        Optional<List<Log>> wanted =
                logs.isEmpty() ? Conditions.recipe(folder.resolvedRecipe()).logs() : Optional.of(logs);
        return RunLogs.of(wanted).complete(folder);
    }
}
