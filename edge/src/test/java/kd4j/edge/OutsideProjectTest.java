package kd4j.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of somebody else: ten lines, the runtime's jar and ONNX Runtime's, nothing of the rest of KD4J. What it takes is printed and kept in
 * {@code target/outside-project.txt}.
 */
class OutsideProjectTest {
    private static final String TEN_LINES =
            """
            import java.nio.file.Path;
            import kd4j.edge.Student;

            class Ask {
                public static void main(String[] words) {
                    try (var student = Student.open(Path.of(words[0]))) {
                        System.out.println(student.predict(new float[] {3, 5}));
                    }
                }
            }
            """;

    private static final int STARTS = 5;

    @TempDir
    Path folder;

    @Test
    void asks_a_bundle_in_ten_lines() throws IOException, InterruptedException, URISyntaxException {
        Path jar = jar(location(Student.class));
        Path source = Files.writeString(folder.resolve("Ask.java"), TEN_LINES);
        String classes = jar + File.pathSeparator + location(OrtEnvironment.class);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classes, "-d", folder.toString(), source.toString());
        assertEquals(0, compiled);
        Path bundle = Files.write(folder.resolve("student.kd4j"), new Sample().packed());
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            millis.add(run(classes + File.pathSeparator + folder, bundle));
        }
        String figures = "kd4j-edge.jar: %d bytes; from the start of Java to the first answer: %d ms (median of %s)"
                .formatted(Files.size(jar), millis.stream().sorted().toList().get(STARTS / 2), millis);
        System.out.println(figures);
        Files.writeString(Path.of("target", "outside-project.txt"), figures + "\n");
    }

    /** Milliseconds until the answer is there. */
    private long run(String classes, Path bundle) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        "Ask",
                        bundle.toString())
                .redirectErrorStream(true)
                .start();
        String last = "";
        long end = begin;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                end = System.nanoTime();
            }
        }
        assertEquals(true, process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), last);
        // Scores by hand 7.25, -2, -2: softmax gives 1 / (1 + 2 exp(-9.25)) = 0.9998.
        assertEquals("left 1.0", last);
        return (end - begin) / 1_000_000;
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The module's jar; before the package phase its classes are packed here. */
    private Path jar(Path classes) throws IOException {
        if (Files.isRegularFile(classes)) {
            return classes;
        }
        Path jar = folder.resolve("kd4j-edge.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> all = Files.walk(classes)) {
            for (Path file :
                    all.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                zip.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
