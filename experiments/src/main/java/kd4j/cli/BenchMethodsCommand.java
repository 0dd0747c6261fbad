package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.bench.MethodCase;
import kd4j.bench.MethodsRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the steps of several methods. */
@Command(
        name = "methods",
        description =
                "Times the training steps of recipes that differ in their method, in alternating rounds, each in a process of its own.",
        footer = {
            "",
            "Recipes must have the same data, teacher, student and batches. Paths within a recipe start from its folder.",
            "",
            "Examples:",
            "  kd4j bench methods plain.yaml crd.yaml review.yaml --rounds 5",
            "  kd4j bench methods sweep.yaml --base cifar,method=plain --out methods.csv"
        })
final class BenchMethodsCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "RECIPE",
            description = "Recipes, with or without a matrix, or folders of them.")
    private List<Path> recipes;

    @Option(
            names = "--base",
            paramLabel = "NAME",
            description = "The recipe that the others are divided by, such as plain distillation (default: the first).")
    private String base;

    @Mixin
    private Changes changes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of all trainings, whatever the recipes say (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "6",
            description = "Training before the clock starts (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "100",
            description = "Steps to time, one in each epoch at least (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The table as CSV, with a .md beside it (default: experiments/results/methods-speed.csv).")
    private Path out;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--threads", threads);
        BenchCommand.positive(spec, "--rounds", rounds);
        BenchCommand.positive(spec, "--steps", steps);
        BenchCommand.positive(spec, "--warm-up", warmUp);
        List<MethodCase> cases = BenchCommand.named(spec, () -> MethodCase.read(recipes, changes.all()));
        Path file = out == null ? BenchCommand.results("methods-speed.csv") : out;
        String table = new MethodsRun(
                        cases, base(cases), rounds, threads, MethodsRun.inProcesses(threads, warmUp, steps))
                .run(file, BenchCommand.progress(spec));
        BenchCommand.print(spec, table, "written: " + file);
        return 0;
    }

    private MethodCase base(List<MethodCase> cases) {
        return cases.stream()
                .filter(one -> base == null || one.name().equals(base))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--base is %s; the recipes are %s"
                                .formatted(
                                        base,
                                        cases.stream().map(MethodCase::name).toList())));
    }
}
