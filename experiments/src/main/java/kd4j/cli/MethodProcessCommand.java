package kd4j.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import kd4j.bench.MethodProcess;
import kd4j.recipe.Cell;
import kd4j.run.Backend;
import kd4j.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process that the comparison of methods starts; it prints one line of JSON. */
@Command(name = "method-process", hidden = true, description = "Times the steps of one recipe in this process.")
final class MethodProcessCommand implements Callable<Integer> {
    @Mixin
    private MeasuredRecipe recipe;

    @Option(names = "--warm-up", required = true)
    private double warmUp;

    @Option(names = "--steps", required = true)
    private int steps;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--steps", steps);
        Backend.check();
        Cell cell = recipe.cell(spec);
        Duration before = Duration.ofMillis(Math.round(warmUp * 1e3));
        MethodProcess process =
                MethodProcess.of(cell.recipe(), recipe.file(), DataCommand.store(), recipe.threads(), before, steps);
        BenchCommand.print(spec, Json.line(process.measure()));
        return 0;
    }
}
