package kd4j.docs;

import java.net.URI;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java of a page, which is compiled as it stands there. */
final class SourceText extends SimpleJavaFileObject {
    private final String text;

    /** @param type the class in it, with its package, such as {@code kd4j.loss.LogitsDistance} */
    SourceText(String type, String text) {
        super(URI.create("string:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** The problems that the compiler has; classes go into the folder. */
    List<String> compile(java.nio.file.Path folder, Processor... processors) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options = List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
        JavaCompiler.CompilationTask task = compiler.getTask(null, null, problems, options, null, List.of(this));
        task.setProcessors(List.of(processors));
        task.call();
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> problem.getMessage(null))
                .toList();
    }
}
