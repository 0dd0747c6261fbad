package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import kd4j.bench.FileBenchmark;
import kd4j.bench.FileTable;
import kd4j.run.Backend;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures exported files. */
@Command(
        name = "file",
        description = {
            "Measures exported files: accuracy on the test rows of their run, asked of the file itself; bytes, parameters,"
                    + " multiply-accumulates, sparsity; latency at batch 1, throughput at 64, start-up time, memory and energy.",
            "Leaves the figures beside the files, in benchmark.json. Warns where 8-bit files are slower than 32-bit"
                    + " ones, and files of fewer channels not faster or no smaller than those of the whole network, when both are named."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j bench file runs/digits-bundle/*/seed-7/distilled",
            "  kd4j bench file student.kd4j student-int8.kd4j --rounds 5 --out files.csv",
            "  kd4j bench file runs/digits-bundle/*/seed-7/distilled/student.kd4j --cards to-ship"
        })
final class BenchFileCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Files .kd4j, .onnx or .zip, or folders with student.* below them, such as a run's.")
    private List<Path> named;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads inside an operation (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds, in which the files take turns (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Before the clock starts (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How long rows are timed one by one, and then batches (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--no-accuracy", description = "Asks no test rows.")
    private boolean noAccuracy;

    @Option(names = "--no-record", description = "Leaves no benchmark.json beside the files.")
    private boolean noRecord;

    @Option(names = "--out", paramLabel = "FILE", description = "The table as CSV, with a .md beside it.")
    private Path out;

    @Option(
            names = "--cards",
            paramLabel = "DIR",
            description =
                    "A folder for a copy of each bundle whose model card has these figures; the bundles stay as they are.")
    private Path cards;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--threads", threads);
        BenchCommand.positive(spec, "--rounds", rounds);
        requireSeconds("--warm-up", warmUp, 0);
        requireSeconds("--seconds", seconds, 0.01);
        Logger log = LogManager.getLogger(BenchFileCommand.class);
        Backend.check().forEach(log::warn);
        Consumer<String> progress = BenchCommand.progress(spec);
        FileTable table = new FileBenchmark(rounds, threads, warmUp, seconds, DataCommand.store(), !noAccuracy)
                .run(FileBenchmark.files(named), progress);
        BenchCommand.print(spec, table.text(), "");
        table.notes().forEach(note -> BenchCommand.print(spec, "* " + note));
        table.warnings().forEach(progress);
        if (!noRecord) {
            table.record();
        }
        if (out != null) {
            table.write(out);
            BenchCommand.print(spec, "written: " + out);
        }
        if (cards != null) {
            table.cards(cards).forEach(copy -> BenchCommand.print(spec, "written: " + copy));
        }
        return 0;
    }

    private void requireSeconds(String option, double given, double least) {
        if (!(given >= least && given <= 600)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "%s is %s; allowed: %s to 600 seconds".formatted(option, given, least));
        }
    }
}
