package kd4j.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Times steps and prints the line of JSON that README.md describes. */
public final class Clock {
    /** Rows in a step. */
    public static final int BATCH = 128;
    /** Batches in memory, taken in turn. */
    public static final int BATCHES = 8;
    /** Classes. */
    public static final int CLASSES = 10;

    private final Map<String, String> words;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> times = new ArrayList<>();
    private final List<double[]> resident = new ArrayList<>();
    private long cpu;

    private Clock(Map<String, String> words) {
        this.words = words;
    }

    /** Reads {@code --model M --threads N --form F --warm-up SECONDS --steps N}. */
    public static Clock of(String[] args) {
        Map<String, String> words = new java.util.TreeMap<>(
                Map.of("--model", "cnn", "--threads", "1", "--form", "nchw", "--warm-up", "6", "--steps", "20"));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || words.put(args[i], args[i + 1]) == null) {
                throw new IllegalArgumentException(args[i] + ": unknown, or without a value; allowed: " + words.keySet());
            }
        }
        return new Clock(words);
    }

    /** The model's name. */
    public String model() {
        return words.get("--model");
    }

    /** Threads inside operations. */
    public int threads() {
        return Integer.parseInt(words.get("--threads"));
    }

    /** Whether images are stored channels last. */
    public boolean channelsLast() {
        return words.get("--form").equals("channels_last");
    }

    /**
     * Warms up, times, prints.
     *
     * @param step trains on the batch of this number and answers the loss
     */
    public void run(String framework, long parameters, IntToDoubleFunction step) throws IOException {
        int done = warmUp(step);
        int steps = Integer.parseInt(words.get("--steps"));
        cpu = cpuNanos();
        for (int i = 0; i < steps; i++) {
            if (i % Math.max(1, steps / 20) == 0) {
                resident.add(new double[] {i, status("VmRSS")});
            }
            long before = System.nanoTime();
            losses.add(step.applyAsDouble(done++ % BATCHES));
            times.add((System.nanoTime() - before) / 1e6);
        }
        cpu = (cpuNanos() - cpu) / steps;
        System.out.println(json(framework, parameters));
    }

    private int warmUp(IntToDoubleFunction step) {
        long end = System.nanoTime() + (long) (Double.parseDouble(words.get("--warm-up")) * 1e9);
        int done = 0;
        while (done < 5 || System.nanoTime() < end) {
            losses.add(step.applyAsDouble(done++ % BATCHES));
        }
        return done;
    }

    private String json(String framework, long parameters) throws IOException {
        return String.format(
                Locale.ROOT,
                "{\"framework\": \"%s\", \"form\": \"%s\", \"model\": \"%s\", \"threads\": %d, \"parameters\": %d,"
                        + " \"first_losses\": %s, \"last_loss\": %.4f, \"steps_ms\": %s, \"cpu_ms\": %.3f, \"peak_kb\": %d, \"growth_kb\": %.3f}",
                framework,
                words.get("--form"),
                model(),
                threads(),
                parameters,
                list(losses.subList(0, 5)),
                losses.get(losses.size() - 1),
                list(times),
                cpu / 1e6,
                status("VmHWM"),
                slope());
    }

    private static String list(List<Double> numbers) {
        return numbers.stream()
                .map(n -> String.format(Locale.ROOT, "%.4f", n))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Kilobytes a step by least squares. */
    private double slope() {
        double x = mean(p -> p[0]);
        double y = mean(p -> p[1]);
        double square = mean(p -> (p[0] - x) * (p[0] - x));
        return square == 0 ? 0 : mean(p -> (p[0] - x) * (p[1] - y)) / square;
    }

    private double mean(ToDoubleFunction<double[]> value) {
        return resident.stream().mapToDouble(value).average().orElse(0);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
