package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.bench.TeacherCase;
import kd4j.bench.TeacherRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a teacher's two forward passes. */
@Command(
        name = "teacher",
        description =
                "Times the answers of a recipe's teacher, of type train, by its own network and by ONNX Runtime, and says which line to write into the recipe.",
        footer = {
            "",
            "No run chooses by itself: the last bits of a student depend on who answers, and must not depend on a clock.",
            "",
            "Example:",
            "  kd4j bench teacher configs/confirmed/cifar-resnet20.yaml --rounds 5"
        })
final class BenchTeacherCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RECIPE", description = "Recipes, with or without a matrix.")
    private List<Path> recipes;

    @Mixin
    private Changes changes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of both, whatever the recipes say (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--slice",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description =
                    "How long one of the two is asked before it is the other one's turn; a round has ten turns (default: ${DEFAULT-VALUE}).")
    private double slice;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The table as CSV, with a .md beside it (default: experiments/results/teacher-forward.csv).")
    private Path out;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--threads", threads);
        BenchCommand.positive(spec, "--rounds", rounds);
        if (!(slice > 0) || !Double.isFinite(slice)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--slice is %s; allowed: above 0".formatted(slice));
        }
        List<TeacherCase> cases = BenchCommand.named(spec, () -> TeacherCase.read(recipes, changes.all()));
        Path file = out == null ? BenchCommand.results("teacher-forward.csv") : out;
        String table = new TeacherRun(cases, rounds, threads, TeacherRun.inProcesses(threads, slice))
                .run(file, BenchCommand.progress(spec));
        BenchCommand.print(spec, table, "written: " + file);
        return 0;
    }
}
