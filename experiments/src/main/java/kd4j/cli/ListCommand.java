package kd4j.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import kd4j.component.Components;
import kd4j.component.Part;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what recipes can name. */
@Command(
        name = "list",
        description = "Lists the parts that recipes can name, all families or one.",
        footer = {"", "Examples:", "  kd4j list", "  kd4j list losses"})
final class ListCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FAMILY",
            description = "Such as losses, methods, models, datasets, transforms, layers.")
    private String family;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (family == null) {
            Components.families().forEach(this::print);
        } else {
            print(Families.of(family)
                    .orElseThrow(() -> new CommandLine.ParameterException(
                            spec.commandLine(),
                            "no family '%s'; there are %s".formatted(family, String.join(", ", Families.plurals())))));
        }
        return 0;
    }

    private void print(Class<?> one) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Families.plural(one));
        for (Part part : Components.parts(one)) {
            out.printf("  %-22s %s%n", part.name(), part.summary());
        }
        out.flush();
    }
}
