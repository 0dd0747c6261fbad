package kd4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Types the commands once, so that Java can write down which classes they load: the launcher calls it after a build, with
 * Java's option {@code -XX:ArchiveClassesAtExit}. A command that fails, such as a run where the GPU is missing, only leaves
 * its classes out.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] words) throws IOException {
        play(Path.of(System.getProperty("kd4j.root")));
    }

    /**
     * Types all of them.
     *
     * @param root the source tree
     * @return what they exit with
     */
    static List<Integer> play(Path root) throws IOException {
        Path runs = Files.createTempDirectory("kd4j-rehearsal");
        try {
            String recipe = root.resolve("configs/quickstart/digits.yaml").toString();
            return script(recipe, runs.toString()).stream().map(Rehearsal::type).toList();
        } finally {
            delete(runs);
        }
    }

    private static List<List<String>> script(String recipe, String runs) {
        return List.of(
                List.of("--help"),
                List.of("list"),
                List.of("show", "soft-targets"),
                List.of("data"),
                List.of("check", "--explain", recipe),
                List.of(
                        "run",
                        recipe,
                        "--out",
                        runs,
                        "--set",
                        "seeds=[1]",
                        "--set",
                        "training.epochs=1",
                        "--set",
                        "teacher.training.epochs=1"));
    }

    private static int type(List<String> words) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String[] typed = words.toArray(String[]::new);
        CommandLine line = Main.commandLine(typed).setOut(nowhere).setErr(nowhere);
        return line.execute(typed);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
