package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a process that measures and waits for its line. */
final class Child {
    private static final int MINUTES = 10;
    private static final int LINES_SHOWN = 5;

    private Child() {}

    /**
     * The measurement that the process prints.
     *
     * @param name who is measured, for messages
     * @throws BenchException when it cannot be started, fails, takes more than ten minutes or prints none
     */
    static Measurement measure(String name, List<String> command, Map<String, String> environment) {
        return Measurement.parse(line(name, command, environment));
    }

    /** The last line of JSON that the process prints; fails as {@link #measure}. */
    static String line(String name, List<String> command, Map<String, String> environment) {
        Path printed = null;
        try {
            printed = Files.createTempFile("kd4j-bench", ".txt");
            run(name, command, environment, printed);
            List<String> lines = Files.readAllLines(printed);
            return lines.stream()
                    .filter(line -> line.startsWith("{"))
                    .reduce((before, last) -> last)
                    .orElseThrow(() -> new BenchException(name + " printed no measurement: " + end(lines)));
        } catch (IOException e) {
            throw new BenchException("%s cannot be run: %s".formatted(name, e.getMessage()), e);
        } finally {
            if (printed != null) {
                printed.toFile().delete();
            }
        }
    }

    private static void run(String name, List<String> command, Map<String, String> environment, Path printed)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new BenchException("%s was stopped after %d minutes".formatted(name, MINUTES));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(name + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new BenchException("%s ended with exit code %d: %s"
                    .formatted(name, process.exitValue(), end(Files.readAllLines(printed))));
        }
    }

    private static String end(List<String> lines) {
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
