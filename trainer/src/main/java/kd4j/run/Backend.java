package kd4j.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The arithmetic that a build was made for, and the check that this machine really uses it. A GPU build never computes on the
 * CPU without a word: it either runs on the GPU or says why it cannot.
 */
public enum Backend {
    /** ND4J's native backend for processors. */
    CPU("CpuBackend"),
    /** ND4J's backend for NVIDIA GPUs, chosen by Maven's profile {@code cuda}. */
    CUDA("JCublasBackend");

    static final String HOW_TO_CPU =
            "To compute on the CPU, build and start without --cuda, KD4J_PROFILE=cuda and -Pcuda.";

    private final String nd4jName;

    Backend(String nd4jName) {
        this.nd4jName = nd4jName;
    }

    /** The backend that this build was made for. */
    public static Backend built() {
        return CheckedBuild.BACKEND;
    }

    /**
     * Makes sure that the backend that was built for is there and is what ND4J uses; loads ND4J. To be called before anything
     * else touches ND4J.
     *
     * @return what makes it slower than it could be, a sentence each; to be logged
     * @throws BackendException when the driver or a supported GPU is missing, or when ND4J chose another backend
     */
    public static List<String> check() {
        return check(built(), new LocalMachine());
    }

    static List<String> check(Backend built, Machine machine) {
        if (built == CUDA) {
            requireGpu(machine);
        }
        String loaded = machine.load();
        if (!loaded.equals(built.nd4jName)) {
            throw new BackendException(
                    "This build is for %s, but ND4J loaded %s. Exactly one ND4J backend may be on the class path; %s has to be it."
                            .formatted(built, loaded, built.nd4jName));
        }
        return built == CPU ? slowdowns(machine) : List.of();
    }

    private static void requireGpu(Machine machine) {
        if (!machine.hasLibrary("libcuda.so.1")) {
            throw new BackendException("This build is for NVIDIA GPUs, but this machine has no NVIDIA driver:"
                    + " libcuda.so.1 was not found. Install the driver. " + HOW_TO_CPU);
        }
        String answer = machine.nvidiaSmi()
                .orElseThrow(() ->
                        new BackendException("This build is for NVIDIA GPUs, but nvidia-smi could not say which GPU"
                                + " this is. Run 'nvidia-smi --query-gpu=name,compute_cap --format=csv' to see why; in a container,"
                                + " NVIDIA_DRIVER_CAPABILITIES must hold compute and utility. " + HOW_TO_CPU));
        List<Gpu> gpus = Gpu.parse(answer);
        List<Gpu> refused = gpus.stream().filter(Predicate.not(Gpu::supported)).toList();
        if (gpus.isEmpty()) {
            throw new BackendException("This build is for NVIDIA GPUs, but nvidia-smi lists none. " + HOW_TO_CPU);
        }
        if (!refused.isEmpty()) {
            throw new BackendException(unsupported(gpus, refused));
        }
    }

    private static String unsupported(List<Gpu> gpus, List<Gpu> refused) {
        String names = refused.stream().map(Gpu::toString).collect(Collectors.joining(", "));
        String hide = refused.size() < gpus.size() ? " To use only the others, name them in CUDA_VISIBLE_DEVICES." : "";
        return "%s: not supported by nd4j-cuda-11.6 1.0.0-M2.1, which has machine code for compute capability %s only.%s %s"
                .formatted(names, Gpu.supportedList(), hide, HOW_TO_CPU);
    }

    private static List<String> slowdowns(Machine machine) {
        List<String> found = new ArrayList<>();
        if (!machine.buildInfo().contains("HAVE_ONEDNN")) {
            found.add(
                    "ND4J's native library was built without oneDNN: convolutions take 7 times as long forward and 21 times"
                            + " backward (x86-64, measured). Use the classifier that ends in -onednn, where there is one.");
        }
        if (machine.x86() && machine.variable("OPENBLAS_CORETYPE").isEmpty()) {
            found.add(
                    "OPENBLAS_CORETYPE is not set: where OpenBLAS 0.3.19 does not know the processor, matrix products take 4"
                            + " to 5 times as long. Set it to SKYLAKEX (AVX-512) or Haswell (AVX2), or start with ./kd4j.");
        }
        if (machine.glibc() && machine.variable("MALLOC_TRIM_THRESHOLD_").isEmpty()) {
            found.add(
                    "MALLOC_TRIM_THRESHOLD_ is not set: a convolution can take up to 2.3 times as long, because memory is"
                            + " handed back to the system after each call. Start with ./kd4j, or set what it sets.");
        }
        return List.copyOf(found);
    }

    /** Reads once what Maven wrote down. */
    private static final class CheckedBuild {
        private static final Backend BACKEND = read();

        private static Backend read() {
            try (InputStream in = Backend.class.getResourceAsStream("backend.properties")) {
                Properties properties = new Properties();
                properties.load(in);
                return of(properties.getProperty("backend"));
            } catch (IOException e) {
                throw new UncheckedIOException("backend.properties in kd4j-trainer's jar cannot be read", e);
            }
        }
    }

    /** The backend that {@code backend.properties} names. */
    static Backend of(String name) {
        return switch (String.valueOf(name)) {
            case "cpu" -> CPU;
            case "cuda" -> CUDA;
            default ->
                throw new BackendException("kd4j/run/backend.properties says backend=" + name
                        + "; allowed: cpu, cuda. Build with Maven, which fills it in.");
        };
    }
}
