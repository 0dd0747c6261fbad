package kd4j.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.bench.TeacherProcess;
import kd4j.recipe.Cell;
import kd4j.run.Backend;
import kd4j.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process that the comparison of a teacher's forward passes starts; it prints one line of JSON. */
@Command(name = "teacher-process", hidden = true, description = "Times a teacher's forward passes in this process.")
final class TeacherProcessCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECIPE")
    private Path file;

    @Option(names = "--cell", required = true)
    private String name;

    @Option(names = "--set")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--slice", required = true)
    private double slice;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Backend.check();
        Cell cell = BenchCommand.cell(spec, file, overrides, name);
        Duration turn = Duration.ofMillis(Math.round(slice * 1e3));
        TeacherProcess process = TeacherProcess.of(cell.recipe(), file, DataCommand.store(), threads, turn);
        BenchCommand.print(spec, Json.line(process.measure()));
        return 0;
    }
}
