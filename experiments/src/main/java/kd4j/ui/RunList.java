package kd4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kd4j.component.Kd4jException;
import kd4j.run.Arm;
import kd4j.run.Json;
import kd4j.run.RunFolder;
import kd4j.ui.Records.Figures;
import kd4j.ui.Records.Origin;
import kd4j.ui.Records.Outcome;

/** The runs below a folder. Of a finished run two small files are read, once; of one that goes on, what is new. */
final class RunList {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Path root;
    private final Reads reads = new Reads();
    private final Map<String, Trainings> going = new ConcurrentHashMap<>();

    RunList(Path root) {
        this.root = root;
    }

    /** How often a file of a run was read as a whole. */
    long reads() {
        return reads.count();
    }

    Path root() {
        return root;
    }

    /** All runs, the latest first. */
    List<Row> rows() {
        Map<String, Path> runs = folders();
        reads.keepOnly(new HashSet<>(runs.values()));
        going.keySet().retainAll(runs.keySet());
        return runs.entrySet().parallelStream()
                .map(run -> row(run.getKey(), run.getValue()))
                .sorted(Comparator.comparing(Row::started)
                        .thenComparing(Row::id)
                        .reversed())
                .toList();
    }

    /** The row of one run. */
    Optional<Row> row(String id) {
        return folder(id).map(folder -> row(id, folder));
    }

    /** The folder of a run in the list. What is asked for is compared with what is there, and never made into a path. */
    Optional<Path> folder(String id) {
        return Optional.ofNullable(folders().get(id));
    }

    /** Runs lie in {@code name/time}; a folder of such, or a single run, is taken too. */
    private Map<String, Path> folders() {
        Map<String, Path> runs = new LinkedHashMap<>();
        if (isRun(root)) {
            runs.put(String.valueOf(root.toAbsolutePath().normalize().getFileName()), root);
            return runs;
        }
        for (Path child : inside(root)) {
            if (isRun(child)) {
                runs.put(name(child), child);
            } else {
                inside(child).stream()
                        .filter(RunList::isRun)
                        .forEach(run -> runs.put(name(child) + "/" + name(run), run));
            }
        }
        return runs;
    }

    private static boolean isRun(Path folder) {
        RunFolder run = new RunFolder(folder);
        return Files.isRegularFile(run.provenance()) || Files.isRegularFile(run.summary());
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    private static List<Path> inside(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UiException(folder + ": cannot be listed: " + e + ". Check the folder's rights.", e);
        }
    }

    /** The row of a run that is known to be in the list. */
    Row row(String id, Path folder) {
        RunFolder run = new RunFolder(folder);
        try {
            Optional<Outcome> outcome = reads.of(run.summary(), file -> Json.read(file, Outcome.class));
            Optional<Origin> origin = reads.of(run.provenance(), file -> Json.read(file, Origin.class));
            if (outcome.isPresent()) {
                going.remove(id);
            }
            Optional<Progress> progress = outcome.isPresent() ? Optional.empty() : Optional.of(progress(id, run));
            Row.State state =
                    outcome.isPresent() ? Row.State.FINISHED : run.inUse() ? Row.State.RUNNING : Row.State.STOPPED;
            return new Row(
                    id,
                    called(outcome, origin, folder),
                    name(folder.toAbsolutePath()),
                    outcome.map(Outcome::data).map(Records.Rows::name).orElse(""),
                    origin.map(Origin::started).flatMap(RunList::time).orElse(""),
                    state,
                    figure(outcome, Arm.TEACHER),
                    figure(outcome, Arm.STUDENT_ALONE),
                    figure(outcome, Arm.DISTILLED),
                    progress.map(p -> p.words(state == Row.State.RUNNING)).orElse(""),
                    progress.map(Progress::share).orElse(1.0),
                    "");
        } catch (Kd4jException e) {
            return damaged(id, folder, e.getMessage());
        }
    }

    private static Row damaged(String id, Path folder, String problem) {
        String parent = name(folder.toAbsolutePath().normalize().getParent());
        return new Row(
                id, parent, name(folder.toAbsolutePath()), "", "", Row.State.DAMAGED, "", "", "", "", 0, problem);
    }

    private static String called(Optional<Outcome> outcome, Optional<Origin> origin, Path folder) {
        String name = outcome.map(Outcome::name)
                .orElseGet(() -> name(folder.toAbsolutePath().normalize().getParent()));
        return origin.map(Origin::combination)
                .filter(Predicate.not(String::isEmpty))
                .map(combination -> name + " " + combination)
                .orElse(name);
    }

    private static String figure(Optional<Outcome> outcome, Arm arm) {
        return outcome.flatMap(o -> o.arm(arm.id())).map(Figures::text).orElse("");
    }

    private static Optional<String> time(String started) {
        try {
            return Optional.of(MINUTE.format(Instant.parse(started).atZone(ZoneId.systemDefault())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Progress progress(String id, RunFolder run) {
        Trainings trainings = going.computeIfAbsent(id, i -> new Trainings(run.root()));
        trainings.look();
        return progress(run, trainings);
    }

    /** How far a run's trainings are, as of their last look. */
    Progress progress(RunFolder run, Trainings trainings) {
        return Progress.of(reads.of(run.resolvedRecipe(), Plan::of).flatMap(plan -> plan), trainings.counts());
    }
}
