package kd4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kd4j.component.Components;
import kd4j.component.Key;
import kd4j.component.Kind;
import kd4j.component.Part;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the documentation of a part. */
@Command(
        name = "show",
        description = "Shows what a part does and all its keys with their defaults.",
        footer = {"", "Example:", "  kd4j show soft-targets"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A part's name as in recipes; see kd4j list.")
    private String name;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        List<Class<?>> having = Components.families().stream()
                .filter(family ->
                        Components.parts(family).stream().anyMatch(p -> p.name().equals(name)))
                .toList();
        if (having.isEmpty()) {
            throw new CommandLine.UnmatchedArgumentException(spec.commandLine(), unknown());
        }
        having.forEach(family -> print(family, Components.part(family, name)));
        return 0;
    }

    private String unknown() {
        List<String> near = Components.families().stream()
                .flatMap(family -> Components.parts(family).stream())
                .map(Part::name)
                .filter(n -> n.contains(name) || name.contains(n))
                .distinct()
                .toList();
        return "no part is called '%s'.%s Run 'kd4j list' for all names."
                .formatted(name, near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?");
    }

    private void print(Class<?> family, Part part) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s (%s)%n%n  %s%n",
                part.name(), Components.familyName(family), part.card().replaceAll("\\s+", " "));
        printKeys("Keys", part);
        part.keys().forEach(key -> section(key.kind()).ifPresent(inner -> printKeys("Keys of " + key.name(), inner)));
        out.println();
        out.flush();
    }

    /** The section that stands under a key, once or in a list. */
    private static Optional<Part> section(Kind kind) {
        if (kind instanceof Kind.Maybe maybe) {
            return section(maybe.of());
        }
        if (kind instanceof Kind.ListOf list) {
            return section(list.of());
        }
        return kind instanceof Kind.SectionOf section
                ? Optional.of(Components.describedBy(section.type()))
                : Optional.empty();
    }

    private void printKeys(String title, Part part) {
        PrintWriter out = spec.commandLine().getOut();
        if (!part.keys().isEmpty()) {
            out.printf("%n  %s:%n", title);
        }
        Stream<Key> keys = part.keys().stream();
        keys.forEach(k -> out.printf("    %-28s %s%n", k.summary(), k.doc().replaceAll("\\s+", " ")));
    }
}
