package kd4j.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import kd4j.run.Json;

/**
 * Compares the forward pass of teachers by the network that was trained and by ONNX Runtime.
 *
 * @param cases the recipes
 * @param rounds how often each is measured
 * @param threads threads inside operations
 * @param measure measures one in a process of its own; fails with a {@link BenchException}
 */
public record TeacherRun(List<TeacherCase> cases, int rounds, int threads, Function<TeacherCase, TeacherTime> measure) {
    public TeacherRun {
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
        TeacherTimes results = new TeacherTimes(cases, threads);
        long begun = System.nanoTime();
        int done = 0;
        for (int round = 1; round <= rounds; round++) {
            List<TeacherCase> order = new ArrayList<>(cases);
            if (round % 2 == 0) {
                Collections.reverse(order); // what drifts over a round falls on first and last alike
            }
            for (TeacherCase one : order) {
                String found = measure(one, results);
                done++;
                double each = (System.nanoTime() - begun) / 1e9 / done;
                progress.accept("round %d of %d: %s: %s; %s left"
                        .formatted(
                                round,
                                rounds,
                                one.name(),
                                found,
                                SpeedProgress.left(each * (rounds * cases.size() - done))));
            }
            results.write(out);
        }
        if (results.empty()) {
            throw new BenchException("nothing was measured: " + String.join("; ", results.notes()));
        }
        return results.table();
    }

    private String measure(TeacherCase one, TeacherTimes results) {
        try {
            TeacherTime time = measure.apply(one);
            results.add(one, time);
            return "network %s ms, ONNX Runtime %s ms for 1,000 rows"
                    .formatted(Spread.figure(time.networkMs()), Spread.figure(time.runtimeMs()));
        } catch (BenchException e) {
            results.note("%s: %s".formatted(one.name(), e.getMessage()));
            return "FAILED: " + e.getMessage();
        }
    }

    /**
     * Measures on this machine, by the hidden command {@code teacher-process}.
     *
     * @param slice seconds in which one of the two is asked before it is the other one's turn
     */
    public static Function<TeacherCase, TeacherTime> inProcesses(int threads, double slice) {
        return one -> {
            List<String> words = Ours.words("teacher-process", one.file(), one.name(), threads, one.overrides());
            words.addAll(List.of("--slice", String.valueOf(slice)));
            String line = Child.line(one.name(), words, SpeedEnvironment.variables(threads, Map.of()));
            return Json.parse(line, TeacherTime.class);
        };
    }
}
