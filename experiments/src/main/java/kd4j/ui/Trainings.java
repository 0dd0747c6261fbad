package kd4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import kd4j.report.Epoch;
import kd4j.run.Arm;
import kd4j.run.RunFolder;

/**
 * The trainings of one run, followed as they go on. One that runs share is followed where it goes on, until its record is copied
 * into the run.
 */
final class Trainings {
    private final Path run;
    private final Map<String, Followed> followed = new TreeMap<>(IN_ORDER);

    /** Seeds by their number, then teacher, student alone, distilled. */
    private static final Comparator<String> IN_ORDER =
            Comparator.comparingLong(Trainings::seed).thenComparing(Trainings::place);

    Trainings(Path run) {
        this.run = run;
    }

    /** What is known of one training. */
    private static final class Followed {
        private final Tail tail = new Tail();
        private int epochs;
        private double seconds;
        private boolean done;
    }

    /**
     * How far a training is.
     *
     * @param seconds of its epochs together
     * @param done whether its result is there
     */
    record Count(int epochs, double seconds, boolean done) {}

    /**
     * What is new of a training.
     *
     * @param training such as {@code seed-7/distilled}
     * @param anew whether epochs told before count no more
     * @param first the number of the first of these epochs, from 1
     */
    record Change(String training, boolean anew, int first, List<Epoch> epochs) {}

    /** Looks at all files again; what has not changed is left out. */
    synchronized List<Change> look() {
        List<Change> changes = new ArrayList<>();
        for (String training : found()) {
            Followed known = followed.computeIfAbsent(training, t -> new Followed());
            RunFolder.ArmFolder folder = new RunFolder.ArmFolder(run.resolve(training));
            known.done = Files.exists(folder.result());
            Path log = log(folder);
            Tail.News news = known.tail.read(log);
            if (news.anew()) {
                known.epochs = 0;
                known.seconds = 0;
            }
            if (news.anew() || !news.lines().isEmpty()) {
                changes.add(new Change(training, news.anew(), news.first(), epochs(known, log, news)));
            }
        }
        return changes;
    }

    private static List<Epoch> epochs(Followed known, Path log, Tail.News news) {
        List<Epoch> epochs = new ArrayList<>();
        for (String line : news.lines()) {
            Epoch epoch = Epoch.parse(log, news.first() + epochs.size(), line);
            epochs.add(epoch);
            known.epochs++;
            known.seconds += epoch.seconds().orElse(0.0);
        }
        return epochs;
    }

    /** By training, as of the last look. */
    synchronized Map<String, Count> counts() {
        Map<String, Count> counts = new LinkedHashMap<>();
        followed.forEach((training, f) -> counts.put(training, new Count(f.epochs, f.seconds, f.done)));
        return counts;
    }

    private List<String> found() {
        try (Stream<Path> folders = Files.list(run)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("seed-\\d{1,18}"))
                    .flatMap(seed -> Stream.of(Arm.values()).map(arm -> seed + "/" + arm.id()))
                    .filter(training -> Files.isDirectory(run.resolve(training)))
                    .sorted(IN_ORDER)
                    .toList();
        } catch (IOException e) {
            throw new UiException(run + ": cannot be listed: " + e + ". Check the folder's rights.", e);
        }
    }

    private static Path log(RunFolder.ArmFolder own) {
        return shared(own).map(RunFolder.ArmFolder::metrics).orElseGet(own::metrics);
    }

    /** Only trainings beside the runs are followed, whatever a run's folder says. */
    private static Optional<RunFolder.ArmFolder> shared(RunFolder.ArmFolder own) {
        try {
            Path named = own.root()
                    .resolve(Files.readString(own.trainedIn()).strip())
                    .toRealPath();
            Path runs = own.root().toRealPath().resolve("../../../..").normalize();
            Path kind = named.getParent();
            return kind.equals(runs.resolve("teachers")) || kind.equals(runs.resolve("controls"))
                    ? Optional.of(new RunFolder.ArmFolder(named))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // most have none, and it goes when the training ends
        }
    }

    private static long seed(String training) {
        return Long.parseLong(training.substring("seed-".length(), training.indexOf('/')));
    }

    private static int place(String training) {
        String arm = training.substring(training.indexOf('/') + 1);
        return Stream.of(Arm.values()).map(Arm::id).toList().indexOf(arm);
    }
}
