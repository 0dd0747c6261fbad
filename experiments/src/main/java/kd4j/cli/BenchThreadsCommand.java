package kd4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kd4j.bench.ThreadsRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares one thread with several. */
@Command(
        name = "threads",
        description =
                "Times training steps of networks of many sizes with one thread and with several, in alternating rounds.",
        footer = {"", "Example:", "  kd4j bench threads --threads 4 --rounds 5 --out threads.md"})
final class BenchThreadsCommand implements Callable<Integer> {
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads that are compared with one (default: ${DEFAULT-VALUE}).")
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
            defaultValue = "4",
            description = "Training before the clock starts (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The table, in Markdown (default: experiments/results/threads.md).")
    private Path out;

    @Option(
            names = "--resume",
            description = "Goes on where a call with the same --out was stopped, on the same machine.")
    private boolean resume;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--threads", threads);
        BenchCommand.positive(spec, "--rounds", rounds);
        BenchCommand.positive(spec, "--warm-up", warmUp);
        Path file = out == null ? BenchCommand.results("threads.md") : out;
        String table = ThreadsRun.ofThisMachine(threads, rounds, warmUp).run(file, resume, BenchCommand.progress(spec));
        BenchCommand.print(spec, table, "written: " + file);
        return 0;
    }
}
