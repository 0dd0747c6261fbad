package kd4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.export.Verification;
import kd4j.export.VerifiedFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks exported files without their data set. */
@Command(
        name = "verify",
        description = {
            "Checks that exported files are unchanged and still give the recorded answers on this machine.",
            "Edge bundles (.kd4j) need no record: every digest in them is checked, and their golden rows are asked again."
        },
        footer = {
            "",
            "Examples:",
            "  kd4j verify runs/digits-soft-targets/*/seed-7/distilled/student.onnx",
            "  kd4j verify student.kd4j"
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Exported files; verification.json lies beside them, which bundles can do without.")
    private List<Path> files;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        for (Path file : files) {
            VerifiedFile checked = Verification.verify(file);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: fine. %d rows, largest difference %.2g, same class in %d%s%n",
                            file,
                            checked.rows(),
                            checked.maxAbsDiff(),
                            checked.argMaxEqual(),
                            checked.accepted().isPresent()
                                    ? ", accepted by their thresholds "
                                            + checked.accepted().getAsInt()
                                    : "");
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
