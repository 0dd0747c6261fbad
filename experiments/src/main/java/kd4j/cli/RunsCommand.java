package kd4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.report.IndexedRun;
import kd4j.report.RunIndex;
import kd4j.run.Conditions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists runs and writes their index. */
@Command(
        name = "runs",
        description = {
            "Lists all runs of a folder, and writes DIR/index.csv and DIR/index.jsonl, always of all of them.",
            "The index is made from the runs' folders each time; folders that cannot be read are named with what is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j runs",
            "  kd4j runs --state unfinished",
            "  kd4j runs my-runs --name digits --where training.epochs=40"
        })
final class RunsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder of all runs (default: ${DEFAULT-VALUE}).")
    private Path root;

    @Option(names = "--name", paramLabel = "TEXT", description = "Shows only runs with this in their recipe's name.")
    private String name;

    @Option(names = "--state", paramLabel = "STATE", description = "Shows only these: ${COMPLETION-CANDIDATES}.")
    private IndexedRun.State state;

    @Option(
            names = "--where",
            paramLabel = "KEY=VALUE",
            description =
                    "Shows only runs whose recipe has this value, such as training.epochs=40. May be given several times.")
    private List<String> where = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        where.stream().filter(w -> !w.matches("[^=]+=.*")).findFirst().ifPresent(w -> {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--where is " + w + "; allowed: KEY=VALUE, such as training.epochs=40");
        });
        RunIndex all = RunIndex.of(root);
        all.write();
        RunIndex shown = all.only(this::wanted);
        spec.commandLine().getOut().print(shown.text());
        spec.commandLine()
                .getOut()
                .println("%d of %d runs; index: %s"
                        .formatted(shown.runs().size(), all.runs().size(), root.resolve("index.csv")));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private boolean wanted(IndexedRun run) {
        return (name == null || run.name().contains(name)) && (state == null || run.state() == state) && has(run);
    }

    private boolean has(IndexedRun run) {
        if (where.isEmpty()) {
            return true;
        }
        if (run.state() == IndexedRun.State.BROKEN) {
            return false;
        }
        var keys = Conditions.all(root.resolve(run.folder()).resolve("recipe.resolved.yaml"));
        return where.stream().allMatch(w -> {
            int equals = w.indexOf('=');
            return w.substring(equals + 1)
                    .strip()
                    .equals(keys.get(w.substring(0, equals).strip()));
        });
    }
}
