package kd4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kd4j.bench.Contender.Side;
import kd4j.recipe.AutoThreads;
import kd4j.sweep.OwnJava;

/** KD4J as a contender: this program again, with the same Java, options and class path. */
final class Ours {
    private Ours() {}

    /** The step as users get it, and once more with its kernels timed; both with the threads that a recipe gets. */
    static List<Contender> contenders(double warmUp) {
        return List.of(new Automatic(forced(warmUp)), new Automatic(timed(warmUp)));
    }

    /** The step with as many threads as are asked for. */
    static Contender forced(double warmUp) {
        return contender(Side.OURS, "kd4j", List.of(), warmUp);
    }

    /** As {@link #forced}, with its kernels timed. */
    static Contender timed(double warmUp) {
        return contender(Side.OURS_TIMED, "kd4j, kernels timed", List.of("--kernels"), warmUp);
    }

    /** With so many of the threads as {@link AutoThreads} takes for the step. */
    private record Automatic(Contender forced) implements Contender {
        @Override
        public Side side() {
            return forced.side();
        }

        @Override
        public String name() {
            return forced.name();
        }

        @Override
        public boolean fits(BenchModel model) {
            return forced.fits(model);
        }

        @Override
        public Measurement measure(BenchModel model, int threads) {
            return forced.measure(model, new AutoThreads().of(model.work(), threads));
        }
    }

    private static Contender contender(Side side, String name, List<String> more, double warmUp) {
        return new CommandContender(side, name, false, threads -> command("step-process"), Map.of(), more, warmUp);
    }

    /** The words that start a hidden command of {@code kd4j bench}. */
    static List<String> command(String hidden) {
        return OwnJava.command(List.of("bench", hidden));
    }

    /** The words that start a hidden command about one recipe of a file; more may be added. */
    static List<String> words(String hidden, Path file, String cell, int threads, List<String> overrides) {
        List<String> words = command(hidden);
        words.addAll(List.of(file.toAbsolutePath().toString(), "--cell", cell, "--threads", String.valueOf(threads)));
        overrides.forEach(change -> words.addAll(List.of("--set", change)));
        return words;
    }
}
