package kd4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import kd4j.file.Sha256;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a run comes from: {@code provenance.json}, written before anything is trained.
 *
 * @param recipeFile the recipe as it was named
 * @param recipeFolder the folder that relative paths in the recipe start from
 * @param recipeDigest SHA-256 of the resolved recipe
 * @param combination which of a matrix's combinations it is, such as {@code temperature=4}; empty without a matrix
 * @param dataDigests SHA-256 of every data file
 * @param seeds the seeds
 * @param started when the run began
 * @param git commit of the working folder, with {@code -dirty} where files were changed; null outside of a checkout
 * @param versions of KD4J, DL4J, Java and the operating system
 * @param backend the ND4J backend that computes
 * @param threads threads inside operations, and what they were chosen by
 * @param machine processor, cores, memory
 * @param remarks what a reader must know of how the figures came about
 * @param environment what was set of the variables that change speed or bits
 * @param teacherCache in which form the teacher's answers are kept, and whether that is the exact one
 */
public record Provenance(
        String recipeFile,
        String recipeFolder,
        String recipeDigest,
        String combination,
        Map<String, String> dataDigests,
        List<Long> seeds,
        String started,
        String git,
        Map<String, String> versions,
        String backend,
        ThreadPlan threads,
        Map<String, String> machine,
        List<String> remarks,
        Map<String, String> environment,
        KeptAnswers teacherCache) {
    private static final List<String> VARIABLES = List.of(
            "OMP_NUM_THREADS",
            "OMP_WAIT_POLICY",
            "OPENBLAS_CORETYPE",
            "MALLOC_ARENA_MAX",
            "MALLOC_MMAP_THRESHOLD_",
            "KD4J_DATA");

    static Provenance now(
            Path recipeFile,
            Path recipeFolder,
            String digest,
            String combination,
            Map<String, String> data,
            List<Long> seeds,
            ThreadPlan threads,
            List<String> remarks,
            KeptAnswers teacherCache) {
        return new Provenance(
                recipeFile.toString(),
                recipeFolder.toString(),
                digest,
                combination,
                new TreeMap<>(data),
                seeds,
                Instant.now().toString(),
                commit(recipeFolder).orElse(null),
                versionsNow(),
                Nd4j.getBackend().getClass().getSimpleName(),
                threads,
                machineNow(),
                remarks,
                environmentNow(),
                teacherCache);
    }

    /** What the last bits of a result depend on beside the recipe and the data. */
    static Map<String, String> arithmetic() {
        Map<String, String> all = new TreeMap<>();
        all.putAll(versionsNow());
        all.putAll(environmentNow());
        all.keySet().retainAll(List.of("kd4j", "nd4j", "OPENBLAS_CORETYPE"));
        all.put("backend", Nd4j.getBackend().getClass().getSimpleName());
        all.put("processor", processor());
        // Which instructions there are, since several processors share a name.
        processor("flags").ifPresent(flags -> all.put("instructions", Sha256.of(flags)));
        all.put("threads", String.valueOf(Threads.inOps()));
        return all;
    }

    /** KD4J's version. */
    public static String version() {
        return built("version");
    }

    /** What the build wrote down. */
    private static String built(String key) {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key);
    }

    private static Map<String, String> versionsNow() {
        return new TreeMap<>(Map.of(
                "kd4j", version(),
                "nd4j", built("nd4j"),
                "java", System.getProperty("java.runtime.version"),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.version")));
    }

    private static Map<String, String> machineNow() {
        Runtime runtime = Runtime.getRuntime();
        return new TreeMap<>(Map.of(
                "processor", processor(),
                "cores", String.valueOf(runtime.availableProcessors()),
                "heap", runtime.maxMemory() / (1 << 20) + " MiB"));
    }

    private static String processor() {
        return processor("model name").orElse(System.getProperty("os.arch"));
    }

    /** What Linux says of the first processor; empty elsewhere. */
    private static Optional<String> processor(String fact) {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(fact))
                    .map(l -> l.substring(l.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environmentNow() {
        Map<String, String> set = new TreeMap<>();
        VARIABLES.forEach(name -> Optional.ofNullable(System.getenv(name)).ifPresent(value -> set.put(name, value)));
        return set;
    }

    private static Optional<String> commit(Path folder) {
        return output(folder, "git", "rev-parse", "HEAD")
                .map(commit -> output(folder, "git", "status", "--porcelain")
                                .filter(s -> !s.isEmpty())
                                .isPresent()
                        ? commit + "-dirty"
                        : commit);
    }

    /** What a command prints; empty where it fails or is not there, which is not a fault: a run needs no checkout. */
    private static Optional<String> output(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
