package kd4j.run;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A graphics card.
 *
 * @param name as its driver calls it
 * @param capability its compute capability, such as {@code 8.6}
 */
record Gpu(String name, String capability) {
    /**
     * What the native library of nd4j-cuda-11.6 1.0.0-M2.1 holds machine code for, read from its fatbin section. It holds no PTX,
     * so the driver cannot translate it for a newer card.
     */
    static final Set<String> SUPPORTED = Set.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6");

    boolean supported() {
        return SUPPORTED.contains(capability);
    }

    /**
     * Reads lines of {@code nvidia-smi --query-gpu=name,compute_cap --format=csv,noheader}.
     *
     * @throws BackendException when a line is not a name and a number
     */
    static List<Gpu> parse(String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(Gpu::line).toList();
    }

    private static Gpu line(String line) {
        int comma = line.lastIndexOf(',');
        String capability = line.substring(comma + 1).strip();
        if (comma < 1 || !capability.matches("\\d+\\.\\d+")) {
            throw new BackendException("nvidia-smi answered '" + line.strip()
                    + "' where a name and a compute capability were asked for. " + Backend.HOW_TO_CPU);
        }
        return new Gpu(line.substring(0, comma).strip(), capability);
    }

    static String supportedList() {
        return String.join(", ", new TreeSet<>(SUPPORTED));
    }

    @Override
    public String toString() {
        return "%s (compute capability %s)".formatted(name, capability);
    }
}
