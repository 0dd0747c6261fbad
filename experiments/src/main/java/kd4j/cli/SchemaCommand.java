package kd4j.cli;

import java.util.concurrent.Callable;
import kd4j.recipe.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of recipes. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of recipes, for editors that complete and check YAML.",
        footer = {"", "Example:", "  kd4j schema > recipe.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(Schema.json());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
