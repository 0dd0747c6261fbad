package kd4j.notebook;

import java.io.File;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Executes cells one after the other in this process, as a notebook's kernel does. */
final class Shell implements AutoCloseable {
    private final JShell shell;

    Shell() {
        shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build();
        for (String place : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            shell.addToClasspath(place);
        }
    }

    /** Executes a cell to its end; anything wrong in it fails the test. */
    void execute(String cell) {
        String rest = cell;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw new AssertionError("not a whole statement: " + rest);
            }
            shell.eval(next.source()).forEach(this::mustBeFine);
            rest = next.remaining();
        }
    }

    /** The value of a variable that cells have made. */
    double number(String variable) {
        return Double.parseDouble(text(variable));
    }

    /** What an expression gives, as JShell prints it. */
    String text(String expression) {
        SnippetEvent event = shell.eval(expression).get(0);
        mustBeFine(event);
        return event.value();
    }

    private void mustBeFine(SnippetEvent event) {
        JShellException exception = event.exception();
        if (exception != null) {
            throw new AssertionError(event.snippet().source(), exception);
        }
        if (event.status() != Snippet.Status.VALID) {
            String problems = shell.diagnostics(event.snippet())
                    .map(problem -> problem.getMessage(null))
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(event.snippet().source() + "\n" + problems);
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
