package kd4j.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes small run folders: 200 test rows, a teacher that is wrong on 10 of them and that all seeds share. */
record Fixture(Path folder, String name, List<Integer> seeds) {
    static final int ROWS = 200;

    static Fixture of(Path folder, String name, int... seeds) throws IOException {
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
        Fixture fixture = new Fixture(folder, name, Arrays.stream(seeds).boxed().toList());
        for (int seed : seeds) {
            fixture.result("teacher", seed, 10, "\"digest\":\"shared\"");
        }
        return fixture;
    }

    /** The same arm with each of the seeds: as many errors as given, in the order of the seeds. */
    Fixture arm(String arm, int... errors) throws IOException {
        for (int i = 0; i < seeds.size(); i++) {
            result(arm, seeds.get(i), errors[i], "\"digest\":\"%s-%d\"".formatted(arm, seeds.get(i)));
        }
        return this;
    }

    Fixture result(String arm, int seed, int errors, String more) throws IOException {
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
    Fixture epochs(String arm, int seed, double... accuracies) throws IOException {
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

    Path file(String arm, int seed) {
        return folder.resolve("seed-" + seed).resolve(arm).resolve("result.json");
    }

    static String score(int errors) {
        return String.format(
                Locale.ROOT, "{\"rows\":%d,\"errors\":%d,\"accuracy\":%s}", ROWS, errors, 1 - (double) errors / ROWS);
    }
}
