package kd4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What only the environment can set, the same for all sides, and what the machine is. */
final class SpeedEnvironment {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    /**
     * Threads wait for 0.1 ms before they sleep; glibc keeps large blocks instead of giving them back after every operation, in
     * large pages.
     */
    private static final Map<String, String> FIXED = Map.of(
            "OMP_WAIT_POLICY", "passive",
            "GOMP_SPINCOUNT", "3000",
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "2000000000",
            "MALLOC_TRIM_THRESHOLD_", "8000000000",
            "MALLOC_TOP_PAD_", "67108864",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    private SpeedEnvironment() {}

    /** Variables of a process with this many threads; what this process has been given of them is kept. */
    static Map<String, String> variables(int threads, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(FIXED);
        all.replaceAll((name, value) -> System.getenv().getOrDefault(name, value));
        all.put("OMP_NUM_THREADS", String.valueOf(threads));
        String type = System.getenv().getOrDefault("OPENBLAS_CORETYPE", coreType(cpuLine("flags")));
        if (!type.isEmpty()) {
            all.put("OPENBLAS_CORETYPE", type);
        }
        all.putAll(more);
        return all;
    }

    /** The kernels that OpenBLAS should take on a processor with these flags; empty where it finds them by itself. */
    static String coreType(String flags) {
        List<String> known = List.of(flags.split(" "));
        if (known.containsAll(List.of("avx512f", "avx512bw", "avx512dq", "avx512vl"))) {
            return "SKYLAKEX";
        }
        return known.contains("avx2") ? "Haswell" : "";
    }

    /** Lines for the head of a report. */
    static Map<String, String> description() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "processor",
                "%s, %s cores".formatted(processor(), Runtime.getRuntime().availableProcessors()));
        lines.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        Map<String, String> variables = variables(1, Map.of());
        variables.keySet().removeIf(name -> name.endsWith("NUM_THREADS"));
        lines.put("environment of all sides", variables.toString().replaceAll("[{}]", ""));
        return lines;
    }

    private static String processor() {
        String name = cpuLine("model name");
        return name.isEmpty()
                ? System.getProperty("os.arch")
                : "%s (family %s, model %s)".formatted(name, cpuLine("cpu family"), cpuLine("model"));
    }

    private static String cpuLine(String key) {
        if (!Files.isReadable(CPU)) {
            return "";
        }
        try (var lines = Files.lines(CPU)) {
            return lines.filter(l -> l.split(":", 2)[0].strip().equals(key))
                    .map(l -> l.substring(l.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
