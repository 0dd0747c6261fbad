package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kd4j.metric.Prediction;
import kd4j.run.PredictionFile;

/** Writes small run folders: 200 test rows, a teacher that is wrong on 10 of them and that all seeds share. */
public record Fixture(Path folder, String name, List<Integer> seeds) {
    public static final int ROWS = 200;

    private static final String RECIPE =
            """
            name: fixture
            seeds: [%s]
            data: {type: digits, validation: 0.1}
            teacher:
              type: train
              architecture: {type: mlp, hidden: [32]}
              training: {epochs: 30, optimizer: {type: adam, rate: 0.01}}
            student: {architecture: {type: mlp, hidden: [16]}}
            method:
              type: plain
              objective:
              - {weight: 1, loss: {type: cross-entropy}}
            training: {epochs: 20, batch: 64, augment: []}
            export: [onnx]
            threads: 1
            """;

    public static Fixture of(Path folder, String name, int... seeds) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int seed : seeds) {
            list.append(list.isEmpty() ? "" : ",").append(seed);
        }
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("summary.json"),
                """
                {"name":"%s","recipeDigest":"ab","added":{"later":1},
                 "data":{"name":"digits","classes":10,"train":1293,"validation":144,"test":200},"seeds":[%s]}
                """
                        .formatted(name, list));
        Files.writeString(folder.resolve("recipe.resolved.yaml"), RECIPE.formatted(list));
        Fixture fixture = new Fixture(folder, name, Arrays.stream(seeds).boxed().toList());
        for (int seed : seeds) {
            fixture.result("teacher", seed, 10, "\"digest\":\"shared\"");
        }
        return fixture;
    }

    /** The same arm with each of the seeds: as many errors as given, in the order of the seeds. */
    public Fixture arm(String arm, int... errors) throws IOException {
        for (int i = 0; i < seeds.size(); i++) {
            result(arm, seeds.get(i), errors[i], "\"digest\":\"%s-%d\"".formatted(arm, seeds.get(i)));
        }
        return this;
    }

    public Fixture result(String arm, int seed, int errors, String more) throws IOException {
        Path file = file(arm, seed);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                {"arm":"%s","seed":%d,"epochs":20,"bestEpoch":17,"parameters":1234,"macs":5678,"test":%s,%s}
                """
                        .formatted(arm, seed, score(errors), more));
        return this;
    }

    /** The epochs of an arm with a seed: validation accuracies, a calibration error of 0.01, two terms. */
    public Fixture epochs(String arm, int seed, double... accuracies) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (double accuracy : accuracies) {
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"objective\":1.5,\"terms\":[{\"name\":\"cross-entropy\",\"weight\":0.5,\"value\":2},"
                            + "{\"name\":\"<b>kl\",\"weight\":1,\"value\":0.5}],"
                            + "\"validation\":{\"accuracy\":%s,\"calibrationError\":0.01,\"teacher\":%s}}%n",
                    accuracy,
                    arm.equals("teacher") ? "null" : "{\"agreement\":0.75}"));
        }
        Files.writeString(file(arm, seed).resolveSibling("metrics.jsonl"), lines);
        return this;
    }

    /** One epoch of a distilled student with all that a training says of itself: shares, likelihood, and what it warns of. */
    Fixture diagnosed(int seed, double likelihood, double share, String alarm) throws IOException {
        Files.writeString(
                file("distilled", seed).resolveSibling("metrics.jsonl"),
                String.format(
                        Locale.ROOT,
                        "{\"objective\":1.5,\"terms\":[{\"name\":\"kl\",\"weight\":1,\"value\":1.5}],\"pulls\":{\"kl\":%s},"
                                + "\"alarms\":[%s],\"validation\":{\"accuracy\":0.5,\"calibrationError\":0.01,"
                                + "\"negativeLogLikelihood\":%s,\"teacher\":{\"agreement\":0.75}}}%n",
                        share,
                        alarm.isEmpty() ? "" : "\"" + alarm + "\"",
                        likelihood));
        return this;
    }

    /** The answers of an arm: rows of the classes 0 to 9 in turn, those of a stretch taken for the class after their own. */
    public Fixture answers(String arm, int seed, int firstWrong, int wrong) throws IOException {
        List<Prediction> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            boolean right = row < firstWrong || row >= firstWrong + wrong;
            rows.add(new Prediction(row % 10, right ? row % 10 : (row + 1) % 10, 0.5));
        }
        PredictionFile.write(file(arm, seed).resolveSibling("predictions.csv.gz"), rows);
        return this;
    }

    /** Changes the resolved recipe. */
    public Fixture recipe(String old, String with) throws IOException {
        Path file = folder.resolve("recipe.resolved.yaml");
        String text = Files.readString(file);
        if (!text.contains(old)) {
            throw new AssertionError(old + " is not in " + text);
        }
        Files.writeString(file, text.replace(old, with));
        return this;
    }

    public Path file(String arm, int seed) {
        return folder.resolve("seed-" + seed).resolve(arm).resolve("result.json");
    }

    public static String score(int errors) {
        return String.format(
                Locale.ROOT, "{\"rows\":%d,\"errors\":%d,\"accuracy\":%s}", ROWS, errors, 1 - (double) errors / ROWS);
    }
}
