package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kd4j.report.Comparison;
import kd4j.run.RunFolder;
import kd4j.run.Tracking;
import kd4j.track.Log;
import kd4j.track.Mlflow;
import kd4j.track.TensorBoard;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings other logs up to date with runs. */
@Command(
        name = "track",
        description = {
            "Writes TensorBoard's event files and sends MLflow what it does not have yet of runs.",
            "",
            "Without options it does what the runs' recipes say in their key logs. What was written or sent is not sent again.",
            "Name and password of a server come from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j track runs/digits-soft-targets/20260101-120000-1a2b3c4d",
            "  kd4j track runs/digits-soft-targets/* --mlflow --to http://127.0.0.1:5000",
            "  kd4j track runs/digits-soft-targets/* --tensorboard"
        })
final class TrackCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Run folders.")
    private List<Path> folders;

    @Option(names = "--tensorboard", description = "Writes event files, whatever the recipe says.")
    private boolean board;

    @Option(names = "--mlflow", description = "Sends to the server of --to, or of MLFLOW_TRACKING_URI.")
    private boolean server;

    @Option(names = "--to", paramLabel = "ADDRESS", description = "The server, such as http://127.0.0.1:5000.")
    private String address;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            defaultValue = "kd4j",
            description = "The server's experiment (default: ${DEFAULT-VALUE}).")
    private String experiment;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Log> logs = new ArrayList<>();
        if (board) {
            logs.add(new TensorBoard(0));
        }
        if (server || address != null) {
            logs.add(new Mlflow(Optional.ofNullable(address), experiment));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Path path : folders) {
            RunFolder folder = new RunFolder(path);
            if (logs.isEmpty() && !Tracking.wanted(folder)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        path + ": its recipe has no key logs; say which: --tensorboard, --mlflow, --to ADDRESS");
            }
            int sent = Tracking.complete(folder, logs, verdict(folder));
            out.println("%s: up to date%s".formatted(path, sent == 0 ? "" : ", %d epochs sent".formatted(sent)));
            out.flush();
        }
        return 0;
    }

    private static Optional<String> verdict(RunFolder folder) {
        return Files.exists(folder.summary())
                ? Optional.of(Comparison.of(List.of(folder.root())).text())
                : Optional.empty();
    }
}
