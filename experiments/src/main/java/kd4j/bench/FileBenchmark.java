package kd4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kd4j.export.ExportedFile;
import kd4j.export.Exporters;
import kd4j.metric.Classified;
import kd4j.model.Model;
import kd4j.run.ArmResult;
import kd4j.run.Compressed;
import kd4j.run.Json;
import kd4j.run.RecordedRows;

/**
 * Measures exported files: what each answers on the test rows of its run, and how fast, in alternating rounds, each in a process of its own.
 *
 * @param rounds how often each file's speed is measured, 1 or more
 * @param threads threads inside an operation
 * @param warmUp seconds before the clock starts
 * @param seconds how long it runs
 * @param store the folder of downloaded data sets
 * @param accuracy whether test rows are asked
 */
public record FileBenchmark(int rounds, int threads, double warmUp, double seconds, Path store, boolean accuracy) {
    /** The exported files that are named, or lie below the folders that are named. */
    public static List<Path> files(List<Path> named) {
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            files.addAll(Files.isDirectory(path) ? below(path) : List.of(path));
        }
        if (files.isEmpty()) {
            throw new BenchException(
                    named
                            + ": no exported file lies there. Name files that end in .kd4j or .onnx, or the folder of a run whose recipe exports some");
        }
        return files;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(f -> f.getFileName().toString().matches("student[^.]*\\.(onnx|kd4j|zip)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BenchException("%s: cannot be searched: %s. Name the files".formatted(folder, e.getMessage()), e);
        }
    }

    /** Measures all of them. */
    public FileTable run(List<Path> files, Consumer<String> progress) {
        Map<Path, FileFigures> known = new LinkedHashMap<>();
        Map<Path, RecordedRows> tests = new HashMap<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new BenchException(file + ": no such file. Check the path");
            }
            known.put(file, figures(file, tests));
        }
        Map<Path, List<FileTimes>> times = new HashMap<>();
        long begin = System.nanoTime();
        int done = 0;
        for (int round = 1; round <= rounds; round++) {
            for (Path file : files) {
                times.computeIfAbsent(file, f -> new ArrayList<>())
                        .add(new FileProcess(file, threads, warmUp, seconds).elsewhere());
                done++;
                progress.accept(left(file, round, done, files.size() * rounds, begin));
            }
        }
        return new FileTable(
                files.stream().map(f -> known.get(f).with(times.get(f))).toList(), rounds, threads, seconds);
    }

    private String left(Path file, int round, int done, int all, long begin) {
        long seconds = Math.round((System.nanoTime() - begin) / 1e9 / done * (all - done));
        return String.format(
                Locale.ROOT,
                "round %d of %d: %s, %d:%02d min left",
                round,
                rounds,
                file.getFileName(),
                seconds / 60,
                seconds % 60);
    }

    private FileFigures figures(Path file, Map<Path, RecordedRows> tests) {
        Optional<ArmResult> arm = arm(file);
        Optional<ExportedFile> record = arm.flatMap(a -> record(a, file));
        Optional<Path> run = RecordedRows.runOf(file);
        String unasked = !accuracy
                ? "not asked for"
                : run.isEmpty() ? "the file lies in no run's folder, so its test rows are not known" : "";
        Optional<Classified> judged = Optional.empty();
        if (unasked.isEmpty()) {
            try (Model model = Exporters.open(file)) {
                judged = tests.computeIfAbsent(run.orElseThrow(), r -> RecordedRows.of(r, store))
                        .judge(model);
            }
            unasked = judged.isPresent() ? "" : "its rows have numbers to predict; result.json has the figures";
        }
        return new FileFigures(
                file,
                Exporters.format(file).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                size(file),
                record.map(ExportedFile::parameters).orElse(null),
                record.map(ExportedFile::macs).orElse(null),
                Exporters.sparsity(file).stream().boxed().findFirst().orElse(null),
                judged.map(Classified::rows).orElse(0),
                judged.map(c -> c.rows() - c.errors()).orElse(0),
                unasked,
                arm.map(ArmResult::compressed).map(Compressed::macsBefore).orElse(null),
                null,
                null);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new BenchException(
                    "%s: cannot be read: %s. Check its permissions".formatted(file, e.getMessage()), e);
        }
    }

    private static Optional<ArmResult> arm(Path file) {
        Path result = file.toAbsolutePath().resolveSibling("result.json");
        return Files.isRegularFile(result) ? Optional.of(Json.read(result, ArmResult.class)) : Optional.empty();
    }

    private static Optional<ExportedFile> record(ArmResult arm, Path file) {
        return arm.files().stream()
                .filter(f -> f.path().getFileName().equals(file.getFileName()))
                .findFirst();
    }
}
