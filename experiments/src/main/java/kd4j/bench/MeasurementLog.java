package kd4j.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kd4j.bench.SpeedResults.Case;
import tools.jackson.core.JacksonException;

/**
 * Measurements of a benchmark that takes an hour, kept one by one, so that it can be stopped and go on: a line of JSON says
 * under which conditions, each further one holds what one process measured.
 */
final class MeasurementLog {
    /** Which process of a benchmark. */
    private record Key(int round, String model, int threads, String who) {
        static Key of(int round, Case one, Contender who) {
            return new Key(round, one.model().name(), one.threads(), who.name());
        }
    }

    private record Line(Key key, Measurement measurement) {}

    private final Path csv;
    private final Map<Key, Measurement> kept;

    private MeasurementLog(Path csv, Map<Key, Measurement> kept) {
        this.csv = csv;
        this.kept = kept;
    }

    /**
     * The measurements behind a table: those of a call that was stopped, or none yet, and then what an earlier call left is
     * lost. A line that was not written to its end is measured again.
     *
     * @param csv the table; the measurements lie beside it
     * @param warmUp seconds before the clock starts, which must be the same in all rounds, as the machine must
     * @param resume whether to go on
     * @throws BenchException when the file cannot be written, or there is none to go on with, it is damaged, or was written
     *     under other conditions
     */
    static MeasurementLog of(Path csv, double warmUp, boolean resume) {
        Map<String, String> conditions = new LinkedHashMap<>(SpeedEnvironment.description());
        conditions.put("seconds of warm-up", String.valueOf(warmUp));
        return resume ? resume(csv, conditions) : begin(csv, conditions);
    }

    private static Path file(Path csv) {
        return BenchPage.beside(csv, "-measurements.jsonl");
    }

    private static MeasurementLog begin(Path csv, Map<String, String> conditions) {
        try {
            Files.writeString(file(csv), Measurement.MAPPER.writeValueAsString(conditions) + "\n");
            return new MeasurementLog(csv, new LinkedHashMap<>());
        } catch (IOException e) {
            throw unwritable(csv, e);
        }
    }

    private static MeasurementLog resume(Path csv, Map<String, String> conditions) {
        Path file = file(csv);
        if (!Files.isRegularFile(file)) {
            throw new BenchException(
                    "%s: there is nothing to go on with. Leave --resume out to begin.".formatted(file));
        }
        try {
            String text = Files.readString(file);
            List<String> lines = new ArrayList<>(text.lines().toList());
            if (!text.endsWith("\n") && !lines.isEmpty()) {
                lines.remove(lines.size() - 1);
            }
            Map<Key, Measurement> kept = parse(file, lines, conditions);
            Files.writeString(file, String.join("\n", lines) + "\n");
            return new MeasurementLog(csv, kept);
        } catch (IOException e) {
            throw new BenchException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static Map<Key, Measurement> parse(Path file, List<String> lines, Map<String, String> conditions) {
        Map<Key, Measurement> kept = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (i == 0) {
                    same(file, Measurement.MAPPER.readValue(lines.get(0), Map.class), conditions);
                } else {
                    Line line = Measurement.MAPPER.readValue(lines.get(i), Line.class);
                    kept.put(line.key(), line.measurement());
                }
            } catch (JacksonException e) {
                throw new BenchException(
                        "%s:%d: not a measurement. Delete the line, or leave --resume out to begin anew."
                                .formatted(file, i + 1),
                        e);
            }
        }
        return kept;
    }

    private static void same(Path file, Map<?, ?> then, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(now.keySet());
        then.keySet().forEach(name -> names.add(String.valueOf(name)));
        List<String> different = names.stream()
                .filter(name -> !String.valueOf(then.get(name)).equals(now.get(name)))
                .map(name -> "%s was %s and is %s".formatted(name, then.get(name), now.get(name)))
                .toList();
        if (!different.isEmpty()) {
            throw new BenchException("%s was measured under other conditions: %s. Leave --resume out to begin anew."
                    .formatted(file, String.join("; ", different)));
        }
    }

    /** What this process measured before. */
    Optional<Measurement> find(int round, Case one, Contender who) {
        return Optional.ofNullable(kept.get(Key.of(round, one, who)));
    }

    /** Keeps what a process has measured. */
    void add(int round, Case one, Contender who, Measurement measurement) {
        Key key = Key.of(round, one, who);
        kept.put(key, measurement);
        try {
            Files.write(
                    file(csv),
                    (Measurement.MAPPER.writeValueAsString(new Line(key, measurement)) + "\n")
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable(csv, e);
        }
    }

    private static BenchException unwritable(Path csv, IOException e) {
        return new BenchException("%s cannot be written: %s. Name another file with --out.".formatted(csv, e), e);
    }
}
