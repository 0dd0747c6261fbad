package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.bench.Contenders;
import kd4j.bench.Peer;
import kd4j.bench.SpeedRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares training steps with other frameworks'. */
@Command(
        name = "step",
        description =
                "Times training steps of KD4J and of other frameworks in alternating rounds, each in a process of its own.",
        footer = {
            "",
            "Peers are set up as experiments/peers/README.md says; those that are not are named and left out.",
            "",
            "Example:",
            "  kd4j bench step --models cnn-bn,resnet-20 --threads 1 --out speed.csv"
        })
final class BenchStepCommand implements Callable<Integer> {
    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            defaultValue = "cnn,cnn-bn,resnet-20,mlp-1200,mlp-256",
            description = "Models (default: ${DEFAULT-VALUE}).")
    private String[] models;

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,2",
            description = "Numbers of threads (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "6",
            description = "Training before the clock starts (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            defaultValue = "pytorch,libtorch,djl",
            description = "Other frameworks (default: ${DEFAULT-VALUE}).")
    private List<Peer> peers;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The table as CSV, with a .md beside it (default: experiments/results/speed.csv).")
    private Path out;

    @Option(
            names = "--resume",
            description = "Goes on where a call with the same --out was stopped, on the same machine.")
    private boolean resume;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        BenchCommand.positive(spec, "--rounds", rounds);
        BenchCommand.positive(spec, "--warm-up", warmUp);
        threads.forEach(t -> BenchCommand.positive(spec, "--threads", t));
        Contenders contenders = Contenders.of(peers, BenchCommand.experiments().resolve("peers"), warmUp);
        SpeedRun run = new SpeedRun(BenchCommand.models(spec, models), threads, rounds, warmUp, contenders.present());
        Path file = out == null ? BenchCommand.results("speed.csv") : out;
        String tables = run.run(contenders.missing(), file, resume, BenchCommand.progress(spec));
        BenchCommand.print(spec, tables, "written: %s and %s".formatted(file, SpeedRun.markdown(file)));
        return 0;
    }
}
