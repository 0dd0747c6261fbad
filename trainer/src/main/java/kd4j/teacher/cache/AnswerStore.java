package kd4j.teacher.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kd4j.data.Batch;
import kd4j.data.Data;
import kd4j.data.Origin;
import kd4j.data.Samples;
import kd4j.data.Transform;
import kd4j.file.Sha256;
import kd4j.teacher.Teacher;

/**
 * The kept answers of a run: which file is whose, and whether there is room. A file's key holds all that its answers are a
 * function of: teacher, data, part, transforms with their versions, views, tap, form of the numbers, and the arithmetic, whose
 * last bits differ between processors and numbers of threads. The key's digest is the file's name and the key its header, so
 * answers that do not belong are not found, and never read.
 */
public final class AnswerStore {
    private final TeacherCache settings;
    private final Path folder;
    private final String context;
    private final Map<Samples, String> parts = new IdentityHashMap<>();
    private final int batch;
    private final Consumer<String> notes;
    private final Map<Path, Long> planned = new HashMap<>();
    private final Map<String, Optional<String>> examined = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    /**
     * A store of answers about this data.
     *
     * @param folder where the files are
     * @param data whose rows are asked about; other rows' answers are not kept
     * @param context what all answers depend on beside teacher and transforms: data and arithmetic, by name
     * @param batch rows of a full batch
     * @param notes hears, once each, what is not kept and why
     */
    public AnswerStore(
            TeacherCache settings,
            Path folder,
            Data data,
            Map<String, String> context,
            int batch,
            Consumer<String> notes) {
        this.settings = settings;
        this.folder = folder;
        this.context = text(context);
        this.batch = batch;
        this.notes = notes;
        parts.put(data.train().root(), "train");
        parts.merge(data.test().root(), "test", (one, other) -> one + " and " + other); // both may be cut from one
    }

    /**
     * A teacher whose answers are kept, or asked for in the same form where they are not: both give the same bits.
     *
     * @param teacher what says which teacher it is: a digest of all its numbers, among other things
     */
    public Teacher over(Teacher asked, String teacher) {
        SteadyTeacher steady = new SteadyTeacher(asked, batch);
        return settings.keep() instanceof KeepNothing ? steady : new CachedTeacher(steady, this, teacher);
    }

    /**
     * Refuses what cannot be kept, before anything is done for it.
     *
     * @param taps numbers of a row's answer by tap
     * @throws CacheException when the recipe wants answers kept and they cannot be
     */
    public void check(Origin origin, Map<String, Integer> taps) {
        if (!settings.keep().must()) {
            return;
        }
        Map<Path, Long> together = new HashMap<>();
        taps.forEach((tap, values) -> plan("", origin, tap, values)
                .ifPresent(plan -> obstacle(plan, together, tap, origin).ifPresent(this::refuse)));
    }

    boolean knows(Origin origin) {
        return parts.containsKey(origin.rows());
    }

    /** Whether this teacher's answers are a function of the row alone; asked of each once. */
    boolean passes(String teacher, SteadyTeacher asked, Batch rows, Set<String> taps) {
        Optional<String> differs = examined.computeIfAbsent(
                teacher + taps.stream().sorted().toList(), t -> Examination.of(asked, rows, taps));
        differs.ifPresent(how -> refuse("the teacher's answers cannot be kept: " + how
                + ", so they are no function of the row on this machine. Use teacher-cache: none."));
        return differs.isEmpty();
    }

    /** The file of a tap's answers; empty where they are not kept. */
    Optional<KeptFile> open(String teacher, Origin origin, String tap, int values) {
        Optional<Plan> plan = plan(teacher, origin, tap, values);
        Optional<String> obstacle = plan.flatMap(p -> obstacle(p, planned, tap, origin));
        obstacle.ifPresent(this::refuse);
        return obstacle.isPresent()
                ? Optional.empty()
                : plan.map(p -> KeptFile.open(p.file(), p.layout(), p.encoding()));
    }

    /** A file as it would be. */
    private record Plan(Path file, FileLayout layout, Encoding encoding) {}

    private Optional<Plan> plan(String teacher, Origin origin, String tap, int values) {
        Optional<String> signature = origin.signature();
        if (signature.isEmpty()) {
            refuse("the teacher's answers cannot be kept: transforms that are no records do not say what they do: "
                    + origin.transforms());
            return Optional.empty();
        }
        if (origin.views().count() == Transform.UNLIMITED) {
            refuse(
                    "the teacher's answers cannot be kept: training.augment has unlimited views of a row, so that none comes"
                            + " back. Say how many are drawn for each row, such as teacher-cache: {type: fp32, views: 16}, or use"
                            + " teacher-cache: none.");
            return Optional.empty();
        }
        return settings.keep().encoding(tap, values).map(encoding -> {
            String key = context
                    + text(Map.of(
                            "teacher",
                            teacher,
                            "part",
                            parts.get(origin.rows()),
                            "rows",
                            String.valueOf(origin.rows().size()),
                            "views",
                            signature.get(),
                            "tap",
                            tap,
                            "values",
                            values + " as " + encoding.name()));
            long rows = Math.max(1, origin.rows().size());
            long records = origin.views().count() > Long.MAX_VALUE / rows
                    ? Long.MAX_VALUE
                    : rows * origin.views().count();
            String name =
                    "%s-%s.answers".formatted(Sha256.of(key).substring(0, 16), tap.replaceAll("[^A-Za-z0-9.-]", "_"));
            return new Plan(folder.resolve(name), new FileLayout(key, records, encoding.bytes()), encoding);
        });
    }

    private Optional<String> obstacle(Plan plan, Map<Path, Long> together, String tap, Origin origin) {
        long bytes = plan.layout().bytes();
        long others = together.entrySet().stream()
                .filter(e -> !e.getKey().equals(plan.file()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        String what = "the teacher's answers '%s' to %d rows in %s need %s"
                .formatted(tap, origin.rows().size(), origin.views(), size(bytes));
        if (bytes > settings.limit() - others || plan.layout().records() > FileLayout.MOST_RECORDS) {
            return Optional.of(
                    "%s%s; teacher-cache.limit-gb allows %s in all. Raise it, draw fewer views with teacher-cache.views, or use a smaller form (fp16, top-k)."
                            .formatted(
                                    what,
                                    others == 0 ? "" : " beside " + size(others) + " of others",
                                    size(settings.limit())));
        }
        long free = free();
        if (!Files.exists(plan.file()) && bytes > free) {
            return Optional.of(
                    "%s; the disk of %s has %s left. Free space, or choose another place with teacher-cache.folder."
                            .formatted(what, folder, size(free)));
        }
        together.put(plan.file(), bytes);
        return Optional.empty();
    }

    private long free() {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new CacheException(
                    "%s: cannot be asked for its room: %s. Choose another place with teacher-cache.folder."
                            .formatted(there, e.getMessage()),
                    e);
        }
    }

    /** An error where the recipe insists; otherwise it is said once, and the teacher is asked each time. */
    private void refuse(String why) {
        if (settings.keep().must()) {
            throw new CacheException(why);
        }
        if (said.add(why)) {
            notes.accept("not kept: " + why);
        }
    }

    private static String size(long bytes) {
        return bytes < 100_000_000
                ? String.format(Locale.ROOT, "%.2f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    private static String text(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
