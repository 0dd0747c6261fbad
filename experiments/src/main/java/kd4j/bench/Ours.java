package kd4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kd4j.bench.Contender.Side;

/** KD4J as a contender: this program again, with the same Java, options and class path. */
final class Ours {
    private Ours() {}

    /** The step as users get it, and once more with its kernels timed. */
    static List<Contender> contenders(double warmUp) {
        return List.of(
                contender(Side.OURS, "kd4j", List.of(), warmUp),
                contender(Side.OURS_TIMED, "kd4j, kernels timed", List.of("--kernels"), warmUp));
    }

    /** Only the process whose kernels are timed. */
    static Contender timed(double warmUp) {
        return contenders(warmUp).get(1);
    }

    private static Contender contender(Side side, String name, List<String> more, double warmUp) {
        return new CommandContender(side, name, false, threads -> command(), Map.of(), more, warmUp);
    }

    private static List<String> command() {
        List<String> words = new ArrayList<>();
        words.add(java());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "kd4j.cli.Main", "bench", "step-process"));
        return words;
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
