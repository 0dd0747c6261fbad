package kd4j.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kd4j.model.Network;
import kd4j.run.Provenance;

/**
 * Our side of a measurement: what happens in a process of its own.
 *
 * @param model the model
 * @param threads threads inside operations, as the environment has set them; here only written down
 * @param warmUp how long steps are made before they are timed; the just-in-time compiler needs seconds
 * @param steps steps to time
 * @param kernels whether kernels are timed too
 */
public record StepProcess(BenchModel model, int threads, Duration warmUp, int steps, boolean kernels) {
    private static final int FIRST = 5;
    private static final int MEMORY_POINTS = 20;

    /** Warms up and measures. */
    public Measurement measure() {
        Optional<KernelClock> clock = kernels ? Optional.of(new KernelClock()) : Optional.empty();
        Network network = BenchNetworks.create(model.blueprint(), TrainingSteps.SEED, clock);
        try (TrainingSteps training = new TrainingSteps(model, network)) {
            return measure(training, clock);
        }
    }

    private Measurement measure(TrainingSteps training, Optional<KernelClock> clock) {
        List<Double> losses = warmUp(training);
        clock.ifPresent(KernelClock::reset);
        List<Double> times = new ArrayList<>();
        List<Double> inKernels = new ArrayList<>();
        Memory memory = new Memory(steps);
        long cpu = cpuNanos();
        for (int i = 0; i < steps; i++) {
            memory.look(i);
            long begin = System.nanoTime();
            losses.add(training.step());
            double millis = (System.nanoTime() - begin) / 1e6;
            clock.ifPresent(c -> c.add("update", training.updateNanos()));
            times.add(millis - clock.map(KernelClock::ownMillis).orElse(0.0));
            clock.ifPresent(c -> inKernels.add(c.lapMillis()));
        }
        cpu = cpuNanos() - cpu;
        return new Measurement(
                "KD4J " + Provenance.version(),
                kernels ? "kernels timed" : "",
                model.name(),
                threads,
                training.parameters(),
                losses.subList(0, Math.min(FIRST, losses.size())),
                losses.get(losses.size() - 1),
                times,
                cpu / 1e6 / steps,
                Resident.peakKilobytes(),
                memory.slope(),
                clock.map(c -> c.perStep(steps)).orElse(Map.of()),
                inKernels);
    }

    private List<Double> warmUp(TrainingSteps training) {
        List<Double> losses = new ArrayList<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < warmUp.toNanos()) {
            losses.add(training.step());
        }
        return losses;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Resident memory, looked at now and then. */
    private static final class Memory {
        private final int every;
        private final List<double[]> seen = new ArrayList<>();

        Memory(int steps) {
            every = Math.max(1, steps / MEMORY_POINTS);
        }

        void look(int step) {
            if (step % every == 0) {
                seen.add(new double[] {step, Resident.kilobytes()});
            }
        }

        double slope() {
            return Spread.slope(
                    seen.stream().mapToDouble(p -> p[0]).toArray(),
                    seen.stream().mapToDouble(p -> p[1]).toArray());
        }
    }
}
