package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import kd4j.ui.UiServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows runs in a browser. */
@Command(
        name = "ui",
        description = {
            "Shows the runs of a folder in a browser on this machine: a list, curves that grow while a run trains, runs side by side, reports.",
            "The address is printed with a token that nobody else knows; other machines cannot reach it. Ctrl-C ends it."
        },
        footer = {"", "Examples:", "  kd4j ui", "  kd4j ui runs/digits-soft-targets --port 8080"})
final class UiCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder of runs (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where requests come in (default: any port that is free).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = UiServer.Settings.LOOPBACK,
            description =
                    "Another interface, such as 0.0.0.0 for all: then other machines can reach it, without encryption (default: ${DEFAULT-VALUE}).")
    private String host;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--port %d: a port is between 0 and %d".formatted(port, LAST_PORT));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (UiServer server = UiServer.start(new UiServer.Settings(folder, host, port))) {
            Thread end = new Thread(server::close, "kd4j-ui-end");
            Runtime.getRuntime().addShutdownHook(end);
            if (server.isOpen()) {
                out.printf(
                        "warning: --host %s lets other machines in. Whoever has the address can read these runs, and it travels without encryption.%n",
                        host);
            }
            out.printf("The runs in %s, until Ctrl-C:%n%n  %s%n%n", folder, server.address());
            out.flush();
            server.await();
            return 0;
        }
    }
}
