package kd4j.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.IntStream;

/** Folders of runs as they are before, while and after a run trains. */
final class Folders {
    private static final String RECIPE =
            """
            name: going
            seeds: [7]
            data: {type: digits, validation: 0.1}
            teacher:
              type: train
              architecture: {type: mlp, hidden: [32]}
              training: {epochs: 4, optimizer: {type: adam, rate: 0.01}}
            student: {architecture: {type: mlp, hidden: [16]}}
            method:
              type: plain
              objective:
              - {weight: 1, loss: {type: cross-entropy}}
            training: {epochs: 6, batch: 64}
            """;

    private Folders() {}

    /** A run that has begun and has no epoch yet. */
    static Path begun(Path folder, String started) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("recipe.resolved.yaml"), RECIPE);
        Files.writeString(
                folder.resolve("provenance.json"),
                """
                {"started":"%s","combination":"","more":{"later":1}}
                """
                        .formatted(started));
        Files.createFile(folder.resolve("run.lock"));
        return folder;
    }

    /** A run that has ended: as many errors of the distilled student in 200 rows as given. */
    static Path finished(Path folder, String name, int errors, String started) throws IOException {
        begun(folder, started);
        Files.writeString(
                folder.resolve("summary.json"),
                String.format(
                        Locale.ROOT,
                        """
                        {"name":"%s","data":{"name":"digits"},"seeds":[7],"arms":{
                         "teacher":{"accuracy":{"mean":0.95,"sd":null,"ci95":null,"seeds":[0.95]}},
                         "student-alone":{"accuracy":{"mean":0.9,"sd":null,"ci95":null,"seeds":[0.9]}},
                         "distilled":{"accuracy":{"mean":%s,"sd":null,"ci95":null,"seeds":[%2$s]}}}}
                        """,
                        name,
                        1 - errors / 200.0));
        return folder;
    }

    /** As many runs as wanted, of one recipe, a minute apart. */
    static void many(Path root, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String started = "2026-01-%02dT%02d:%02d:00Z".formatted(1 + i / 1440, i / 60 % 24, i % 60);
            finished(root.resolve("sweep").resolve("run-%03d".formatted(i)), "sweep", i % 40, started);
        }
    }

    /** Adds epochs to a training. */
    static Path epochs(Path training, double... accuracies) throws IOException {
        Files.createDirectories(training);
        Path log = training.resolve("metrics.jsonl");
        for (double accuracy : accuracies) {
            Files.writeString(log, line(accuracy) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return log;
    }

    static String line(double accuracy) {
        return String.format(
                Locale.ROOT,
                "{\"objective\":1.5,\"terms\":[{\"name\":\"<b>kl\",\"weight\":0.5,\"value\":2}],\"validation\":{\"accuracy\":%s,"
                        + "\"calibrationError\":0.01,\"teacher\":null},\"seconds\":2.0}",
                accuracy);
    }

    static double[] accuracies(int count) {
        return IntStream.range(0, count).mapToDouble(i -> i / (double) count).toArray();
    }
}
