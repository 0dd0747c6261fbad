package kd4j.cli;

import java.nio.file.Path;
import kd4j.recipe.Cell;
import kd4j.recipe.Recipes;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the hidden commands that measure one recipe are told, by {@code kd4j.bench.Ours}. */
final class MeasuredRecipe {
    @Parameters(paramLabel = "RECIPE")
    private Path file;

    @Option(names = "--cell", required = true)
    private String name;

    @Mixin
    private Changes changes;

    @Option(names = "--threads", required = true)
    private int threads;

    Path file() {
        return file;
    }

    int threads() {
        return threads;
    }

    /** The recipe of that name in the file. */
    Cell cell(CommandLine.Model.CommandSpec spec) {
        return Recipes.read(file, changes.all()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "%s has no recipe named '%s'".formatted(file, name)));
    }
}
