package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import kd4j.run.Json;

/**
 * Compares the training steps of several methods on one pair of networks.
 *
 * @param cases the recipes
 * @param base the one that the others are divided by, mostly distillation of the logits alone
 * @param rounds how often each is measured
 * @param threads threads inside operations
 * @param measure trains one in a process of its own; fails with a {@link BenchException}
 */
public record MethodsRun(
        List<MethodCase> cases, MethodCase base, int rounds, int threads, Function<MethodCase, MethodTime> measure) {
    public MethodsRun {
        cases = List.copyOf(cases);
    }

    /**
     * Measures, and writes {@code out} and the same name with .md after each round. A recipe that fails is noted, the others go
     * on.
     *
     * @return the table for a console
     * @throws BenchException when the files cannot be written, or nothing could be measured
     */
    public String run(Path out, Consumer<String> progress) {
        MethodTimes results = new MethodTimes(cases, base);
        MethodTimesTable table = new MethodTimesTable(results, threads);
        for (int round = 1; round <= rounds; round++) {
            List<MethodCase> order = new ArrayList<>(cases);
            if (round % 2 == 0) {
                Collections.reverse(order); // what drifts over a round falls on first and last alike
            }
            for (MethodCase one : order) {
                measure(one, round, results, progress);
            }
            table.write(out);
        }
        if (results.rounds(base) == 0) {
            throw new BenchException("'%s', which the others are divided by, was never measured: %s"
                    .formatted(base.name(), String.join("; ", results.notes())));
        }
        return table.table();
    }

    private void measure(MethodCase one, int round, MethodTimes results, Consumer<String> progress) {
        try {
            MethodTime time = measure.apply(one);
            results.add(one, round, time);
            progress.accept("round %d of %d: %s: %s ms a step, %s of it the teacher's answer"
                    .formatted(
                            round, rounds, one.name(), Spread.figure(time.stepMs()), Spread.figure(time.teacherMs())));
        } catch (BenchException e) {
            results.note("%s, round %d: %s".formatted(one.name(), round, e.getMessage()));
            progress.accept("%s FAILED: %s".formatted(one.name(), e.getMessage()));
        }
    }

    /**
     * Measures on this machine, by the hidden command {@code method-process}.
     *
     * @param warmUp seconds of training before the clock starts
     * @param steps steps to time
     */
    public static Function<MethodCase, MethodTime> inProcesses(int threads, double warmUp, int steps) {
        return one -> {
            List<String> words = Ours.words("method-process", one.file(), one.name(), threads, one.overrides());
            words.addAll(List.of("--warm-up", String.valueOf(warmUp), "--steps", String.valueOf(steps)));
            String line = Child.line(one.name(), words, SpeedEnvironment.variables(threads, java.util.Map.of()));
            return Json.parse(line, MethodTime.class);
        };
    }
}
