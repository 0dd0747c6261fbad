package kd4j.cli;

import java.util.concurrent.Callable;
import kd4j.bench.LayerTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows where the time of a step goes. */
@Command(
        name = "layers",
        description =
                "Shows where the time of a training step goes: kernels by kind and shape, their sum, and the gap to the step.",
        footer = {"", "Example:", "  kd4j bench layers --model resnet-20 --threads 2"})
final class BenchLayersCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "cnn-bn",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "6",
            description = "Training before the clock starts (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--threads", threads);
        BenchCommand.positive(spec, "--warm-up", warmUp);
        String table = LayerTable.measure(BenchCommand.models(spec, model).get(0), threads, warmUp);
        BenchCommand.print(spec, table);
        return 0;
    }
}
