package kd4j.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import kd4j.bench.TeacherProcess;
import kd4j.recipe.Cell;
import kd4j.run.Backend;
import kd4j.run.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process that the comparison of a teacher's forward passes starts; it prints one line of JSON. */
@Command(name = "teacher-process", hidden = true, description = "Times a teacher's forward passes in this process.")
final class TeacherProcessCommand implements Callable<Integer> {
    @Mixin
    private MeasuredRecipe recipe;

    @Option(names = "--slice", required = true)
    private double slice;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Backend.check();
        Cell cell = recipe.cell(spec);
        Duration turn = Duration.ofMillis(Math.round(slice * 1e3));
        TeacherProcess process =
                TeacherProcess.of(cell.recipe(), recipe.file(), DataCommand.store(), recipe.threads(), turn);
        BenchCommand.print(spec, Json.line(process.measure()));
        return 0;
    }
}
