package kd4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kd4j.component.Kd4jException;
import kd4j.run.Conditions;

/**
 * Whether runs were trained alike, so that the better one owes it to its method or its student: the counted keys of the resolved
 * recipes ({@link Conditions}), the digests of the data files, the digests of the teachers, and, where no training ends early, the
 * steps that the distilled students really made. All runs are held against the first.
 */
final class Fairness {
    /** What a run says of a key, and in which file. */
    private record Fact(String value, Path file) {}

    /**
     * A condition in which a run is unlike the first one.
     *
     * @param run the run's label
     * @param key what differs, such as {@code training.epochs}
     * @param sentence both values and both files
     */
    record Difference(String run, String key, String sentence) {}

    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final List<Difference> unknown = new ArrayList<>();

    private Fairness(String label, RunFolder run) {
        Path recipe = run.folder().resolve("recipe.resolved.yaml");
        try {
            Conditions.of(recipe).forEach((key, value) -> facts.put(key, new Fact(value, recipe)));
        } catch (Kd4jException e) {
            unknown.add(new Difference(label, recipe.getFileName().toString(), e.getMessage()));
        }
        digests(run.folder().resolve("provenance.json"));
        run.arm(Arm.DISTILLED).orElseThrow().scores().keySet().forEach(seed -> seed(run.folder(), seed));
    }

    /** All differences of the runs from the first of them; none where there is one run. */
    static List<Difference> of(Map<String, RunFolder> runs) {
        if (runs.size() < 2) {
            return List.of();
        }
        List<Difference> all = new ArrayList<>();
        Fairness first = null;
        for (Map.Entry<String, RunFolder> run : runs.entrySet()) {
            Fairness conditions = new Fairness(run.getKey(), run.getValue());
            all.addAll(conditions.unknown);
            if (first == null) {
                first = conditions;
            } else if (first.unknown.isEmpty() && conditions.unknown.isEmpty()) {
                all.addAll(first.against(run.getKey(), conditions));
            }
        }
        return all;
    }

    private void digests(Path provenance) {
        if (Files.exists(provenance)) {
            JsonPlace.read(provenance).find("dataDigests").ifPresent(files -> files.keys()
                    .forEach(name -> facts.put("digest of " + name, new Fact(files.text(name), provenance))));
        }
    }

    private void seed(Path run, long seed) {
        Path teacher = run.resolve("seed-" + seed).resolve(Arm.TEACHER).resolve("result.json");
        if (Files.exists(teacher)) {
            String digest = JsonPlace.read(teacher).text("digest");
            facts.put("digest of the teacher of seed " + seed, new Fact(digest, teacher));
        }
        Path metrics = run.resolve("seed-" + seed).resolve(Arm.DISTILLED).resolve("metrics.jsonl");
        boolean whole = facts.containsKey("training.stop.type")
                && facts.get("training.stop.type").value().equals("never");
        if (whole && Files.exists(metrics)) {
            List<JsonPlace> epochs = JsonPlace.lines(metrics);
            epochs.stream()
                    .reduce((before, last) -> last)
                    .filter(last -> last.find("step").isPresent())
                    .ifPresent(last -> facts.put(
                            "steps of distilled, seed " + seed, new Fact(String.valueOf(last.whole("step")), metrics)));
        }
    }

    private List<Difference> against(String label, Fairness other) {
        TreeSet<String> keys = new TreeSet<>(facts.keySet());
        keys.addAll(other.facts.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            Fact here = facts.get(key);
            Fact there = other.facts.get(key);
            if (here == null || there == null || !here.value().equals(there.value())) {
                differences.add(new Difference(label, key, "%s: %s, %s".formatted(key, told(here), told(there))));
            }
        }
        return differences;
    }

    private static String told(Fact fact) {
        return fact == null ? "not there" : fact.value() + " in " + fact.file();
    }
}
