package kd4j.sweep;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program once more, with the same Java, options and class path. */
public final class OwnJava {
    private OwnJava() {}

    /** What starts the command line with these words in a process of its own. */
    public static List<String> command(List<String> words) {
        List<String> all = new ArrayList<>();
        all.add(java());
        all.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Only the launcher's own process draws bars.
        all.add("-Dkd4j.terminal=false");
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), "kd4j.cli.Main"));
        all.addAll(words);
        return all;
    }

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
