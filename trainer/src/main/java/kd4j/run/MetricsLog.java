package kd4j.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kd4j.data.Truth;
import kd4j.engine.Event;
import kd4j.loss.Part;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;
import kd4j.teacher.Answered;

/**
 * Writes one line an epoch, as JSON and as a table. When a training goes on from an earlier epoch, lines behind that epoch are
 * taken away first, so that the files are those of an uninterrupted training but for the times.
 */
final class MetricsLog implements Event.Listener {
    private final Path lines;
    private final Path table;

    private final Truth.Kind kind;
    private final Supplier<Answered> teacher;
    private Answered before = Answered.NOTHING;
    private EpochAlarms alarms = new EpochAlarms();
    private boolean learning;

    /**
     * Writes into these files.
     *
     * @param kind what the rows are asked about
     * @param teacher what the teacher was asked so far
     */
    MetricsLog(Path lines, Path table, Truth.Kind kind, Supplier<Answered> teacher) {
        this.kind = kind;
        this.lines = lines;
        this.table = table;
        this.teacher = teacher;
    }

    /**
     * One line.
     *
     * @param objective mean of the objective over the epoch's rows
     * @param terms means of its terms
     * @param pulls mean share of each term in the norms of the gradients at the student's arrays
     * @param seconds time of the epoch's steps
     * @param teacherSeconds the teacher's share of it
     * @param waitSeconds the share of it in which a step waited for its batch
     * @param alarms what is wrong, once each: a term that has had no effect, a teacher that knows nothing
     * @param cache rows that the teacher was asked about in the steps, and those whose answers were kept; null without a cache
     */
    record Line(
            int epoch,
            long step,
            double rate,
            double objective,
            List<Part> terms,
            Map<String, Double> pulls,
            Assessment validation,
            double seconds,
            double teacherSeconds,
            double waitSeconds,
            List<String> alarms,
            Answered cache) {
        static Line of(Event.EpochDone done, List<String> alarms, Answered cache) {
            return new Line(
                    done.epoch(),
                    done.state().step(),
                    done.rate(),
                    done.objective(),
                    done.parts(),
                    done.pulls(),
                    done.validation(),
                    done.seconds(),
                    done.teacherSeconds(),
                    done.waitSeconds(),
                    alarms,
                    cache);
        }

        /** The whole lines of a file, which may be written to at the moment; none where it is not there. */
        static List<Line> all(Path file) {
            List<String> text = new ArrayList<>();
            if (Files.exists(file)) {
                AtomicFiles.attempt(file, () -> text.add(Files.readString(file)));
            }
            return text.stream()
                    .flatMap(t -> t.substring(0, t.lastIndexOf('\n') + 1).lines())
                    .map(line -> Json.parse(line, Line.class))
                    .toList();
        }
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            keepUpTo(started.epochsDone());
            before = teacher.get();
            learning = false;
        } else if (event instanceof Event.Alarm alarm && !learning) {
            alarms.hear(alarm.text());
        } else if (event instanceof Event.StepDone) {
            learning = true;
        } else if (event instanceof Event.EpochDone done) {
            append(Line.of(done, alarms.of(done.state().step(), done.parts(), done.pulls()), answered()));
        }
    }

    private Answered answered() {
        Answered now = teacher.get();
        Answered epoch = now.since(before);
        before = now;
        return epoch.rows() == 0 ? null : epoch;
    }

    private void keepUpTo(int epoch) {
        AtomicFiles.attempt(lines, () -> {
            List<String> kept = new ArrayList<>();
            if (Files.exists(lines)) {
                // A line that a kill cut short is always behind the last checkpoint, so it is never among the kept
                // ones.
                Files.readAllLines(lines).stream().limit(epoch).forEach(kept::add);
            }
            alarms = new EpochAlarms();
            kept.forEach(line -> alarms.seen(Json.parse(line, Line.class)));
            AtomicFiles.write(lines, kept.stream().map(l -> l + "\n").collect(Collectors.joining()));
            AtomicFiles.write(
                    table,
                    kept.stream()
                            .map(l -> row(Json.parse(l, Line.class)))
                            .collect(Collectors.joining("", header(kind), "")));
        });
    }

    private void append(Line line) {
        append(lines, Json.line(line) + "\n");
        append(table, row(line));
    }

    private static void append(Path file, String text) {
        AtomicFiles.attempt(file, () -> write(file, text));
    }

    private static void write(Path file, String text) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            writer.write(text);
        }
    }

    private static String header(Truth.Kind kind) {
        return "epoch,step,rate,objective,%s,seconds,teacher_seconds,wait_seconds,teacher_rows,cached_rows,saved_seconds\n"
                .formatted(
                        kind == Truth.Kind.CLASSES
                                ? "validation_errors,validation_accuracy,validation_nll"
                                : "validation_rmse,validation_mae,validation_r2");
    }

    private static String figures(Assessment validation) {
        if (validation instanceof Classified c) {
            return "%d,%s,%s".formatted(c.errors(), c.accuracy(), c.negativeLogLikelihood());
        }
        Regressed r = (Regressed) validation;
        return "%s,%s,%s"
                .formatted(r.rmse(), r.mae(), r.r2().map(String::valueOf).orElse(""));
    }

    private static String row(Line l) {
        Answered cache = l.cache() == null ? Answered.NOTHING : l.cache();
        return String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,%s,%.3f,%.3f,%.3f,%d,%d,%.3f%n",
                l.epoch(),
                l.step(),
                l.rate(),
                l.objective(),
                figures(l.validation()),
                l.seconds(),
                l.teacherSeconds(),
                l.waitSeconds(),
                cache.rows(),
                cache.kept(),
                cache.saved());
    }
}
