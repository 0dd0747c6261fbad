package kd4j.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one process measured and printed as one line of JSON, its keys in snake case. Peers print all but the last two.
 *
 * @param framework its name and version
 * @param form the layout of images or the like
 * @param model the model's name
 * @param threads threads inside operations
 * @param parameters trained numbers
 * @param firstLosses cross-entropy of the first steps, about log(10) = 2.3
 * @param lastLoss cross-entropy of the last step
 * @param stepsMs time of each timed step
 * @param cpuMs processor time of a step, all threads together: what a busy machine disturbs least
 * @param peakKb most resident memory of the process, in units of 1024 bytes; 0 where the system does not tell
 * @param growthKb growth of resident memory in one timed step, by least squares
 * @param kernels milliseconds a step by kernel call; empty when kernels were not timed
 * @param kernelsMs milliseconds in kernels and update, step by step; empty when kernels were not timed
 */
public record Measurement(
        String framework,
        String form,
        String model,
        int threads,
        long parameters,
        List<Double> firstLosses,
        double lastLoss,
        List<Double> stepsMs,
        double cpuMs,
        long peakKb,
        double growthKb,
        Map<String, Double> kernels,
        List<Double> kernelsMs) {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public Measurement {
        firstLosses = List.copyOf(firstLosses);
        stepsMs = List.copyOf(stepsMs);
        kernels = kernels == null ? Map.of() : Map.copyOf(kernels);
        kernelsMs = kernelsMs == null ? List.of() : List.copyOf(kernelsMs);
    }

    /** One line of JSON. */
    public String json() {
        return MAPPER.writeValueAsString(this);
    }

    /**
     * Reads what {@link #json} wrote, or a peer.
     *
     * @throws BenchException when the line is something else
     */
    static Measurement parse(String line) {
        try {
            return MAPPER.readValue(line, Measurement.class);
        } catch (JacksonException e) {
            throw new BenchException("not a measurement: " + line, e);
        }
    }

    /** The process's median step. */
    double stepMs() {
        return Spread.of(stepsMs).median();
    }

    /** The median over steps of the share that was spent outside of kernels and update; empty when those were not timed. */
    Optional<Double> frameworkShare() {
        return kernelsMs.isEmpty()
                ? Optional.empty()
                : Optional.of(Spread.of(IntStream.range(0, stepsMs.size())
                                .mapToObj(i -> 1 - kernelsMs.get(i) / stepsMs.get(i))
                                .toList())
                        .median());
    }
}
