package kd4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kd4j.run.Json;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Types words into the command line, in this process. */
public final class Cli {
    private Cli() {}

    /** What came back. */
    record Answer(int code, String out, String err) {}

    static Answer type(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] typed = Stream.of(words).map(String::valueOf).toArray(String[]::new);
        CommandLine line = Main.commandLine(typed).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(typed);
        return new Answer(code, out.toString(), err.toString());
    }

    /**
     * Types words in a process of its own.
     *
     * @param log where its output is added
     * @param options for Java
     */
    public static Process process(Path log, List<String> options, Object... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xss8m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "kd4j.cli.Main"));
        Stream.of(words).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The checkout's folder. */
    public static Path root() {
        return Path.of(System.getProperty("kd4j.root"));
    }

    /** The only run in a folder of runs. */
    public static Path onlyRun(Path runs, String name) throws IOException {
        try (Stream<Path> all = Files.list(runs.resolve(name))) {
            List<Path> found = all.toList();
            if (found.size() != 1) {
                throw new AssertionError("expected one run, found " + found);
            }
            return found.get(0);
        }
    }

    /** What a run says of one arm, such as {@code seed-7/distilled}. */
    static JsonNode result(Path run, String arm) {
        return Json.read(run.resolve(arm).resolve("result.json"), JsonNode.class);
    }
}
