package kd4j.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program once more, with the same Java, options and class path. Such a process ends with the one that started it, even where that
 * one is killed and can stop nobody: the system closes the pipe between them, which is its standard input.
 */
public final class OwnJava {
    private static final String HELD = "kd4j.held";
    /** What shells say of a process that was told to end (128 + SIGTERM). */
    private static final int TOLD_TO_END = 143;

    private OwnJava() {}

    /**
     * What starts the command line with these words in a process of its own. Its standard input must be a pipe that the caller keeps
     * open, as a {@link ProcessBuilder} makes it.
     */
    public static List<String> command(List<String> words) {
        List<String> all = new ArrayList<>();
        all.add(java());
        all.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Only the launcher's own process draws bars.
        all.add("-Dkd4j.terminal=false");
        all.add("-D" + HELD + "=true");
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), "kd4j.cli.Main"));
        all.addAll(words);
        return all;
    }

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where this process was started by {@link #command}: ends it as soon as its starter is gone. */
    public static void endWithStarter() {
        if (Boolean.getBoolean(HELD)) {
            Thread watch = new Thread(() -> endAfter(System.in), "kd4j-starter");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void endAfter(InputStream held) {
        try {
            held.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // a broken pipe is the end of it too
        }
        System.exit(TOLD_TO_END);
    }
}
