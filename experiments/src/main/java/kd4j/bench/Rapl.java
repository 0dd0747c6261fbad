package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Energy that the processor packages of this machine count themselves (RAPL): of everything that runs on them, not of one process alone. Linux
 * shows the counters below {@code /sys/class/powercap}, often to the administrator only.
 */
final class Rapl {
    private final List<Path> counters;
    private final String missing;

    private Rapl(List<Path> counters, String missing) {
        this.counters = counters;
        this.missing = missing;
    }

    static Rapl here() {
        return in(Path.of("/sys/class/powercap"));
    }

    /** The packages below a folder; their parts, such as {@code intel-rapl:0:0}, are counted in them already. */
    static Rapl in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Rapl(List.of(), "not measurable here: no " + folder);
        }
        try (Stream<Path> zones = Files.list(folder)) {
            List<Path> packages = zones.filter(z -> z.getFileName().toString().matches("intel-rapl:[0-9]+"))
                    .sorted()
                    .toList();
            if (packages.isEmpty()) {
                return new Rapl(List.of(), "not measurable here: no counter below " + folder);
            }
            boolean readable = packages.stream().allMatch(p -> Files.isReadable(p.resolve("energy_uj")));
            return readable
                    ? new Rapl(packages, "")
                    : new Rapl(List.of(), "not measurable here: the counters below " + folder + " may not be read");
        } catch (IOException e) {
            return new Rapl(List.of(), "not measurable here: " + e.getMessage());
        }
    }

    /** Why there is no figure; empty where there is one. */
    String missing() {
        return missing;
    }

    /** The counters now, in millionths of a joule. */
    long[] now() {
        return counters.stream().mapToLong(c -> number(c.resolve("energy_uj"))).toArray();
    }

    /** Joules since then; empty where nothing can be read. Counters that began anew at their end are understood. */
    Optional<Double> joulesSince(long... before) {
        if (counters.isEmpty()) {
            return Optional.empty();
        }
        double sum = 0;
        long[] after = now();
        for (int i = 0; i < after.length; i++) {
            long range = after[i] < before[i] ? number(counters.get(i).resolve("max_energy_range_uj")) : 0;
            sum += after[i] - before[i] + range;
        }
        return Optional.of(sum / 1e6);
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new BenchException(
                    "%s: cannot be read any more: %s. Measure again".formatted(file, e.getMessage()), e);
        }
    }
}
