package kd4j.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kd4j.cli.Cli;
import kd4j.compress.Footprint;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Partition;
import kd4j.datasets.catalog.Digits;
import kd4j.loss.CrossEntropy;
import kd4j.method.Method;
import kd4j.method.Plain;
import kd4j.method.WeightedLoss;
import kd4j.model.Network;
import kd4j.model.architecture.Mlp;
import kd4j.optim.Adam;
import kd4j.optim.Constant;
import kd4j.optim.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in the charters of packages is compiled as it stands there; that of compression is run. */
class PackageExamplesTest {
    private static final Pattern CODE = Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n \\* \\}</pre>");

    private static final String HEAD =
            """
            import java.util.List;
            import kd4j.compress.*;
            import kd4j.data.Partition;
            import kd4j.engine.*;
            import kd4j.loss.*;
            import kd4j.method.*;
            import kd4j.method.adapter.*;
            import kd4j.model.Network;
            import kd4j.optim.Training;

            public class Example {
                public static Network run(Network student, Network teacher, %s Training training, Partition rows) {
                    %s
                    return %s;
                }
            }
            """;

    @TempDir
    private Path folder;

    private static String code(String module, String charter) throws IOException {
        Path file = Cli.root().resolve(module + "/src/main/java/kd4j/" + charter + "/package-info.java");
        Matcher found = CODE.matcher(Files.readString(file));
        assertTrue(found.find(), file + " has no example");
        return found.group(1).replaceAll("(?m)^ \\* ?", "");
    }

    private List<String> compile(String given, String code, String answer) {
        return new SourceText("Example", HEAD.formatted(given, code, answer)).compile(folder);
    }

    @Test
    void the_example_of_methods_compiles() throws IOException {
        assertEquals(List.of(), compile("", code("trainer", "method"), "student"));
    }

    @Test
    void the_example_of_compression_makes_a_network_smaller() throws Exception {
        String code = code("trainer", "compress").replace("    Network small =", "    small =");
        assertEquals(List.of(), compile("Method method,", "Network small = null;\n" + code, "small"));
        Data digits = new Digits().load(new DataPlace(folder, folder));
        Partition rows = Partition.stratified(digits.train(), 0.1, 0);
        Method method = new Plain(List.of(new WeightedLoss(1, new CrossEntropy())));
        Training training = new Training(2, new Adam(new Constant(1e-3)));
        try (Network student = network(digits, 7);
                Network teacher = network(digits, 8);
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Network small = (Network) loader.loadClass("Example")
                    .getMethod("run", Network.class, Network.class, Method.class, Training.class, Partition.class)
                    .invoke(null, student, teacher, method, training, rows);
            // Prune(0.8) leaves a fifth of the weights, and biases.
            assertEquals(0.8, Footprint.of(small).sparsity(), 0.03);
        }
    }

    private static Network network(Data digits, long seed) {
        return Network.create(new Mlp(List.of(32), 0, 0).blueprint(digits.shape(), 10), seed);
    }
}
