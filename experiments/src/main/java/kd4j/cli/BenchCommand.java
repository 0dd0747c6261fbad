package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kd4j.bench.BenchException;
import kd4j.bench.BenchModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** Measures speed. */
@Command(
        name = "bench",
        description =
                "Measures training steps, what methods add to them, teachers' answers, what a cache of these spares, and exported files.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchStepCommand.class,
            BenchLayersCommand.class,
            BenchThreadsCommand.class,
            BenchCacheCommand.class,
            BenchMethodsCommand.class,
            BenchTeacherCommand.class,
            BenchFileCommand.class,
            StepProcessCommand.class,
            MethodProcessCommand.class,
            TeacherProcessCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  kd4j bench step --models cnn,mlp-256 --rounds 3",
            "  kd4j bench layers --model cnn-bn",
            "  kd4j bench threads",
            "  kd4j bench cache experiments/results/cache.yaml",
            "  kd4j bench methods configs/starters/crd.yaml configs/starters/review.yaml",
            "  kd4j bench teacher configs/confirmed/cifar-resnet20.yaml",
            "  kd4j bench file student.onnx student-int8.onnx"
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "bench what? step, layers, threads, cache, methods, teacher or file");
    }

    /** The models that were named; a name that does not exist is a mistake in the words. */
    static List<BenchModel> models(CommandLine.Model.CommandSpec spec, String... names) {
        return named(spec, () -> Stream.of(names).map(BenchModel::of).toList());
    }

    /** What the words name; what cannot be measured is a mistake in them. */
    static <T> T named(CommandLine.Model.CommandSpec spec, Supplier<T> read) {
        try {
            return read.get();
        } catch (BenchException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A file among the committed results. */
    static Path results(String name) {
        return experiments().resolve("results").resolve(name);
    }

    /** The folder of the peers' programs and the results. */
    static Path experiments() {
        return Path.of(System.getProperty("kd4j.root", ".")).resolve("experiments");
    }

    /** What was measured, for people or a program. */
    static void print(CommandLine.Model.CommandSpec spec, String... lines) {
        PrintWriter out = spec.commandLine().getOut();
        Stream.of(lines).forEach(out::println);
        out.flush();
    }

    /** Lines of progress go where errors go, so that what is measured can be read by a program. */
    static Consumer<String> progress(CommandLine.Model.CommandSpec spec) {
        return line -> {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        };
    }

    /** Refuses what is not 1 or more, or not a finite number. */
    static void positive(CommandLine.Model.CommandSpec spec, String option, double given) {
        if (!(given >= 1) || !Double.isFinite(given)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "%s is %s; allowed: 1 or more".formatted(option, given));
        }
    }
}
