package kd4j.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import kd4j.bench.StepProcess;
import kd4j.run.Backend;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process that the benchmark starts for our side; it prints one line of JSON. */
@Command(name = "step-process", hidden = true, description = "Times the steps of one model in this process.")
final class StepProcessCommand implements Callable<Integer> {
    @Option(names = "--model", required = true)
    private String model;

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--warm-up", required = true)
    private double warmUp;

    @Option(names = "--steps", required = true)
    private int steps;

    @Option(names = "--kernels")
    private boolean kernels;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--steps", steps);
        Backend.check();
        StepProcess process = new StepProcess(
                BenchCommand.models(spec, model).get(0),
                threads,
                Duration.ofMillis(Math.round(warmUp * 1e3)),
                steps,
                kernels);
        BenchCommand.print(spec, process.measure().json());
        return 0;
    }
}
