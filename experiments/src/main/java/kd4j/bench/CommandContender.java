package kd4j.bench;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A contender that is a program of its own, which takes {@code --model M --threads N --warm-up SECONDS [--form F]
 * [--steps N]} and prints a {@link Measurement}.
 *
 * @param side whose column
 * @param name its name in tables
 * @param imagesOnly whether it is a form that only images have
 * @param command the words that start it, for a number of threads
 * @param environment variables that make it fastest, beside those that all have
 * @param more further words
 * @param warmUp seconds
 */
record CommandContender(
        Side side,
        String name,
        boolean imagesOnly,
        IntFunction<List<String>> command,
        Map<String, String> environment,
        List<String> more,
        double warmUp)
        implements Contender {
    @Override
    public boolean fits(BenchModel model) {
        return model.images() || !imagesOnly;
    }

    @Override
    public Measurement measure(BenchModel model, int threads) {
        List<String> words = new java.util.ArrayList<>(command.apply(threads));
        words.addAll(List.of(
                "--model", model.name(),
                "--threads", String.valueOf(threads),
                "--warm-up", String.valueOf(warmUp),
                "--steps", String.valueOf(model.steps())));
        words.addAll(more);
        return Child.measure(name, words, SpeedEnvironment.variables(threads, environment));
    }
}
