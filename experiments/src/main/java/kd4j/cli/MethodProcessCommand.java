package kd4j.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.bench.MethodProcess;
import kd4j.recipe.Cell;
import kd4j.run.Backend;
import kd4j.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process that the comparison of methods starts; it prints one line of JSON. */
@Command(name = "method-process", hidden = true, description = "Times the steps of one recipe in this process.")
final class MethodProcessCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE")
    private Path file;

    @Option(names = "--cell", required = true)
    private String name;

    @Option(names = "--set")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--threads", required = true)
    private int threads;

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
        Cell cell = BenchCommand.cell(spec, file, overrides, name);
        Duration before = Duration.ofMillis(Math.round(warmUp * 1e3));
        MethodProcess process = MethodProcess.of(cell.recipe(), file, DataCommand.store(), threads, before, steps);
        BenchCommand.print(spec, Json.line(process.measure()));
        return 0;
    }
}
