package kd4j.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.data.DataPlace;
import kd4j.engine.RunException;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import kd4j.teacher.cache.KeepNothing;

/**
 * Begins runs in new folders and goes on with those of old ones.
 *
 * @param root the folder of all runs; what they share is kept in its folders {@code teachers} and {@code controls}
 * @param store the folder of downloaded data
 */
public record Runs(Path root, Path store) {
    private static final int LOOKS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /** A run that has ended. */
    public record Done(RunFolder folder, Summary summary) {}

    /** Runs a recipe in a folder of its own. */
    public Done begin(Path file, Cell cell, RunListener listener) {
        return begin(file, file.toAbsolutePath().getParent(), cell, cell.combination(), Optional.empty(), listener);
    }

    /** A run of exactly this recipe that has ended, made by this version; the newest where there are several. */
    public Optional<RunFolder> finished(Cell cell) {
        return of(cell).filter(run -> Files.exists(run.summary())).reduce((before, last) -> last);
    }

    /** A run of exactly this recipe that was begun by this version and has not ended, such as one that was killed. */
    public Optional<RunFolder> stopped(Cell cell) {
        return of(cell).filter(run -> !Files.exists(run.summary())).reduce((before, last) -> last);
    }

    private Stream<RunFolder> of(Cell cell) {
        Path all = root.resolve(cell.recipe().name());
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(all)) {
            AtomicFiles.attempt(all, () -> {
                try (Stream<Path> entries = Files.list(all)) {
                    entries.sorted().forEach(folders::add);
                }
            });
        }
        return folders.stream().map(RunFolder::new).filter(run -> is(cell, run));
    }

    /** A record that cannot be read is one of no recipe. */
    private static boolean is(Cell cell, RunFolder run) {
        if (!Files.isRegularFile(run.provenance()) || !Files.isRegularFile(run.resolvedRecipe())) {
            return false;
        }
        try {
            Provenance record = Json.read(run.provenance(), Provenance.class);
            return cell.digest().equals(record.recipeDigest())
                    && Provenance.version().equals(record.versions().get("kd4j"));
        } catch (RunException e) {
            return false;
        }
    }

    /** With the record of a run that this one shall repeat, or without. */
    private Done begin(
            Path file,
            Path recipeFolder,
            Cell cell,
            String combination,
            Optional<Provenance> before,
            RunListener listener) {
        RunFolder folder = new RunFolder(freeFolder(cell, combination));
        // A repetition is compared, and is no experiment of its own.
        RunLogs logs =
                before.isPresent() ? RunLogs.NONE : RunLogs.of(cell.recipe().logs());
        try (OpenLogs open = logs.open(folder, listener)) {
            return begin(folder, file, recipeFolder, cell, combination, before, logs, open);
        }
    }

    private Done begin(
            RunFolder folder,
            Path file,
            Path recipeFolder,
            Cell cell,
            String combination,
            Optional<Provenance> before,
            RunLogs logs,
            OpenLogs listener) {
        Experiment experiment = experiment(cell, folder, recipeFolder, before.map(Provenance::threads), logs, listener);
        listener.note("data: " + experiment.data().sentence());
        experiment.threads().require(file);
        Provenance now = Provenance.now(
                file,
                recipeFolder,
                cell.digest(),
                combination,
                experiment.data().data().digests(),
                cell.recipe().seeds(),
                experiment.threads(),
                experiment.remarks(),
                experiment.keptAnswers());
        before.ifPresent(record -> Reproduction.requireAlike(record, now, listener));
        AtomicFiles.attempt(folder.root(), () -> Files.createDirectories(folder.root()));
        return alone(folder, () -> {
            AtomicFiles.attempt(
                    folder.recipe(), () -> AtomicFiles.write(folder.recipe(), beside -> Files.copy(file, beside)));
            AtomicFiles.write(folder.resolvedRecipe(), cell.resolvedYaml());
            Json.write(folder.provenance(), now);
            return listener.during(folder, experiment::run);
        });
    }

    /**
     * Keeps all answers of a recipe's teachers ahead of its runs. Several processes may do it at once.
     *
     * @param cells those of the recipe; what several of them ask is asked once
     * @param progress hears how it goes on, after each batch
     */
    public void teach(Path file, List<Cell> cells, RunListener listener, Consumer<TeachProgress> progress) {
        // Only for the teacher's own record, which a run writes into its folder; each process has its own.
        Path scratch = root.resolve("teachers")
                .resolve(".teach-" + ProcessHandle.current().pid());
        Set<Object> done = new HashSet<>();
        for (Cell cell : cells) {
            if (cell.recipe().teacherCache().keep() instanceof KeepNothing) {
                throw new RunException(file + ": teacher-cache: none keeps nothing, so there is nothing to do ahead."
                        + " Choose fp32, or leave the key out.");
            }
            Experiment experiment = experiment(
                    cell,
                    new RunFolder(scratch),
                    file.toAbsolutePath().getParent(),
                    Optional.empty(),
                    RunLogs.NONE,
                    listener);
            experiment.threads().require(file);
            try {
                if (done.add(experiment.question())) {
                    experiment.teach(progress);
                }
            } finally {
                AtomicFiles.attempt(scratch, () -> AtomicFiles.delete(scratch));
            }
        }
    }

    /** Goes on with a run that was interrupted; a run that has ended is told again. */
    public Done resume(Path run, RunListener listener) {
        RunFolder folder = new RunFolder(run.toAbsolutePath().normalize());
        if (Files.exists(folder.summary())) {
            return new Done(folder, Json.read(folder.summary(), Summary.class));
        }
        Provenance before = provenance(folder);
        before.threads().require(folder.provenance());
        Cell cell = only(Recipes.read(folder.resolvedRecipe(), List.of()), folder);
        // A run stands in root/name/time; its teachers stand beside it wherever the root is.
        Runs own = new Runs(folder.root().getParent().getParent(), store);
        RunLogs logs = RunLogs.of(cell.recipe().logs());
        try (OpenLogs open = logs.open(folder, listener)) {
            return own.resume(folder, cell, before, logs, open);
        }
    }

    private Done resume(RunFolder folder, Cell cell, Provenance before, RunLogs logs, OpenLogs listener) {
        return alone(folder, () -> {
            Experiment experiment = experiment(
                    cell, folder, Path.of(before.recipeFolder()), Optional.of(before.threads()), logs, listener);
            if (!experiment.data().data().digests().equals(before.dataDigests())) {
                throw new RunException(
                        "%s: the data has changed since the run began. Before: %s. Now: %s. Begin a new run."
                                .formatted(
                                        folder.provenance(),
                                        before.dataDigests(),
                                        experiment.data().data().digests()));
            }
            return listener.during(folder, experiment::run);
        });
    }

    /**
     * Runs a recorded run once more, below this root, with nothing of it but its record, and compares the two.
     *
     * @param run the folder of a run that has ended
     * @throws RunException when something differs that bits depend on; the message lists all of it
     */
    public Reproduction reproduce(Path run, RunListener listener) {
        RunFolder original = new RunFolder(run.toAbsolutePath().normalize());
        Provenance before = provenance(original);
        if (!Files.exists(original.summary())) {
            throw new RunException("%s: this run has not ended. Let it end first: kd4j run --resume %s"
                    .formatted(original.root(), run));
        }
        Cell cell = only(Recipes.read(original.resolvedRecipe(), List.of()), original);
        // A root of its own: teachers, controls and answers that are kept would be compared with themselves.
        Runs fresh = new Runs(free(root, original.root().getFileName().toString()), store);
        Done done = fresh.begin(
                original.resolvedRecipe(),
                Path.of(before.recipeFolder()),
                cell,
                before.combination() == null ? "" : before.combination(),
                Optional.of(before),
                listener);
        return Reproduction.of(original, done.folder());
    }

    private static Provenance provenance(RunFolder folder) {
        return Json.read(
                folder.provenance(),
                Provenance.class,
                "This is not the folder of a run. Such a folder is DIR/<recipe name>/<time>-<digest>; begin a new run where there is none.");
    }

    private Experiment experiment(
            Cell cell,
            RunFolder folder,
            Path recipeFolder,
            Optional<ThreadPlan> before,
            RunLogs logs,
            RunListener listener) {
        return new Experiment(cell.recipe(), folder, root, new DataPlace(recipeFolder, store), before, logs, listener);
    }

    private static Cell only(List<Cell> cells, RunFolder folder) {
        if (cells.size() != 1) {
            throw new RunException(
                    folder.resolvedRecipe() + ": holds a matrix, but a run has one recipe. Begin a new run.");
        }
        return cells.get(0);
    }

    private Path freeFolder(Cell cell, String combination) {
        String name = TIME.format(LocalDateTime.now()) + (combination.isEmpty() ? "" : "-" + combination) + "-"
                + cell.digest().substring(0, 8);
        return free(root.resolve(cell.recipe().name()), name);
    }

    private static Path free(Path base, String name) {
        Path folder = base.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = base.resolve(name + "-" + i);
        }
        return folder;
    }

    private interface Work {
        Done done();
    }

    private static Done alone(RunFolder folder, Work work) {
        try (FileChannel channel =
                FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            requireFree(channel, folder);
            return work.done();
        } catch (OverlappingFileLockException e) {
            throw inUse(folder);
        } catch (IOException e) {
            throw new RunException(
                    "%s: cannot be written: %s. Choose another folder with --out."
                            .formatted(folder.lock(), e.getMessage()),
                    e);
        }
    }

    /** Whoever only looks whether a run goes on holds the lock for a moment; see {@link RunFolder#inUse}. */
    private static void requireFree(FileChannel channel, RunFolder folder) throws IOException {
        for (int look = 1; channel.tryLock() == null; look++) {
            if (look == LOOKS) {
                throw inUse(folder);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static RunException inUse(RunFolder folder) {
        return new RunException(folder.root() + ": another process is running here. Wait for it, or stop it first.");
    }
}
