package kd4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kd4j.bench.CacheSweep;
import kd4j.bench.CacheTable;
import kd4j.run.Backend;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a cache of the teacher's answers spares. */
@Command(
        name = "cache",
        description =
                "Runs a recipe, with its matrix, with and without a cache of the teacher's answers, and compares times and bits.",
        footer = {"", "Example:", "  kd4j bench cache experiments/results/cache.yaml --set data.folder=/data/cifar-part"
        })
final class BenchCacheCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The recipe.")
    private Path file;

    @Mixin
    private Changes changes;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs/bench-cache",
            description = "Folder of the runs; the cache in it must not exist (default: ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The table as CSV, with a .md beside it (default: experiments/results/cache.csv).")
    private Path out;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Logger log = LogManager.getLogger(BenchCacheCommand.class);
        Backend.check().forEach(log::warn);
        CacheTable table =
                new CacheSweep(file, changes.all(), runs, DataCommand.store(), BenchCommand.progress(spec)).run();
        Path csv = out == null ? BenchCommand.results("cache.csv") : out;
        table.write(csv);
        BenchCommand.print(spec, table.csv(), "written: " + csv);
        return 0;
    }
}
