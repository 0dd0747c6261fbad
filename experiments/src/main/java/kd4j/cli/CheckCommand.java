package kd4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kd4j.recipe.Cell;
import kd4j.recipe.Problem;
import kd4j.recipe.RecipeException;
import kd4j.recipe.Recipes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads recipes without running them. */
@Command(
        name = "check",
        description = "Reads recipes strictly and tells everything that is wrong, without running anything.",
        footer = {
            "",
            "Examples:",
            "  kd4j check configs/*/*.yaml",
            "  kd4j check --explain my.yaml --set training.batch=128"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The recipes.")
    private List<Path> files;

    @Mixin
    private Changes changes;

    @Option(names = "--explain", description = "Shows every value and where it comes from.")
    private boolean explain;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> check(file, problems));
        if (!problems.isEmpty()) {
            throw new RecipeException(problems);
        }
        return 0;
    }

    private void check(Path file, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            for (Cell cell : Recipes.read(file, changes.all())) {
                String name = cell.name().isEmpty() ? "" : " " + cell.name();
                out.printf("%s%s: fine (%s)%n", file, name, cell.digest().substring(0, 8));
                if (explain) {
                    cell.origins().forEach(out::println);
                }
            }
        } catch (RecipeException e) {
            problems.addAll(e.problems());
        }
        out.flush();
    }
}
