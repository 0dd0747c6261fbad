package kd4j.architecture;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The two tables of the design: which package may use which, and where each library is at home. */
final class Packages {
    private static final Set<String> FAMILIES =
            Set.of("data", "model", "loss", "optim", "metric", "method", "teacher", "compress");

    /** What every package may use. */
    static final Set<String> FOR_ALL = Set.of("component", "file", "memory");

    /** By package, without {@code kd4j.}; a package its own subpackages. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            // The runtime of bundles knows nobody: decision 0031.
            entry("edge", Set.of()),
            entry("component", Set.of()),
            entry("file", Set.of()),
            // Decision 0037.
            entry("memory", Set.of()),
            entry("data", Set.of()),
            entry("model", Set.of("data")),
            entry("loss", Set.of()),
            // Training holds transforms: decision 0002.
            entry("optim", Set.of("data")),
            entry("metric", Set.of()),
            entry("method", Set.of("loss", "model", "data")),
            // TrainedTeacher holds a Training, decision 0002, and a Method where it is distilled itself, decision 0010.
            entry("teacher", Set.of("model", "data", "optim", "method")),
            entry("compress", Set.of("model", "data")),
            entry("engine", FAMILIES),
            entry("export", Set.of("model", "compress", "data", "edge")),
            // Of export only the enum of formats, which a recipe names.
            entry("track", Set.of()),
            // Of track only the records that a recipe names: decision 0021.
            entry("recipe", with(FAMILIES, "export", "track")),
            entry("run", with(FAMILIES, "recipe", "engine", "export", "track")),
            entry("datasets.format", Set.of("data")),
            entry("datasets.catalog", Set.of("data", "datasets.format")),
            entry("datasets.augment", Set.of("data", "datasets.format")),
            entry("datasets.synthetic", Set.of("data")),
            // The console shows the engine's events, verify checks exported files, data lists the catalogue.
            entry(
                    "cli",
                    Set.of(
                            "recipe",
                            "run",
                            "report",
                            "ui",
                            "bench",
                            "docs",
                            "engine",
                            "metric",
                            "export",
                            "track",
                            "search",
                            "sweep",
                            "datasets.catalog")),
            entry("report", Set.of("run", "metric")),
            // Decision 0019.
            entry("ui", Set.of("report", "run")),
            // The benchmark trains through the library as the engine does: decision 0007.
            entry("bench", with(FAMILIES, "recipe", "run", "export", "engine", "sweep", "report", "edge")),
            // Decision 0023.
            entry("search", Set.of()),
            entry("sweep", Set.of("recipe", "run", "search", "metric", "optim")),
            entry("docs", Set.of("recipe", "report", "bench")));

    /** By the start of a library's package names: the packages of ours that may use it. Others must not. */
    static final Map<String, Set<String>> HOMES = Map.ofEntries(
            entry("org.deeplearning4j.", Set.of("model", "export")),
            entry("org.bytedeco.", Set.of("model.kernel")),
            entry(
                    "org.nd4j.",
                    with(
                            FAMILIES,
                            "memory",
                            "engine",
                            "export",
                            "run",
                            "datasets.format",
                            "datasets.catalog",
                            "datasets.augment",
                            "datasets.synthetic",
                            "bench")),
            entry("onnx.", Set.of("export", "model.onnx")),
            // Export keeps a record beside each file that it has verified.
            entry("tools.jackson.", Set.of("recipe", "run", "report", "export", "bench", "track")),
            entry("com.fasterxml.jackson.annotation.", Set.of("recipe", "run", "report", "export")),
            entry("org.snakeyaml.", Set.of("recipe")),
            entry("org.apache.commons.math3.", Set.of("metric", "report", "compress", "search")),
            entry("org.apache.commons.text.", Set.of("component", "recipe", "cli")),
            entry("org.apache.commons.compress.", Set.of("datasets.format")),
            entry("org.apache.commons.csv.", Set.of("teacher", "datasets.format", "run", "report", "bench")),
            entry("ai.onnxruntime.", Set.of("model.onnx", "bench", "edge")),
            entry("org.apache.logging.log4j.", Set.of("run", "cli")),
            entry("freemarker.", Set.of("report")),
            entry("org.knowm.xchart.", Set.of("report")),
            entry("org.HdrHistogram.", Set.of("bench")),
            entry("picocli.", Set.of("cli")),
            entry("me.tongfei.progressbar.", Set.of("cli")));

    private Packages() {}

    /** The row of the first table that a package of ours belongs to: the longest that fits. */
    static Optional<String> row(String javaPackage) {
        return longest(MAY_USE.keySet(), javaPackage.replaceFirst("^kd4j\\.", "") + ".", ".");
    }

    /** The library that a package belongs to. */
    static Optional<String> library(String javaPackage) {
        return longest(HOMES.keySet(), javaPackage + ".", "");
    }

    /** Whether a class in this package of ours may use the library. */
    static boolean atHome(String library, String javaPackage) {
        return longest(HOMES.get(library), javaPackage.replaceFirst("^kd4j\\.", "") + ".", ".")
                .isPresent();
    }

    private static Optional<String> longest(Set<String> names, String text, String end) {
        return new TreeSet<>(names)
                .descendingSet().stream()
                        .filter(name -> text.startsWith(name + end))
                        .findFirst();
    }

    private static Set<String> with(Set<String> some, String... others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(Set.of(others));
        return all;
    }
}
