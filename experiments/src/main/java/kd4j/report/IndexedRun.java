package kd4j.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import kd4j.component.Kd4jException;
import kd4j.run.Conditions;

/**
 * A run as the index knows it.
 *
 * @param folder from the folder of all runs
 * @param name the recipe's name; the folder's where the record cannot be read
 * @param combination which of a matrix's combinations it is; empty without one
 * @param state whether it has ended
 * @param started when it began, as a time in UTC; empty where that is not known
 * @param digest of the resolved recipe
 * @param seeds how many seeds it has
 * @param figure what its figures are: {@code accuracy}, {@code rmse}, or empty
 * @param means the mean figure by arm, of those that are known
 * @param trials how many trials its recipe was searched for with; 0 for none
 * @param problem what is wrong with its folder; empty where nothing is
 */
public record IndexedRun(
        String folder,
        String name,
        String combination,
        State state,
        String started,
        String digest,
        int seeds,
        String figure,
        Map<String, Double> means,
        int trials,
        String problem) {
    /** Whether a run has ended. */
    public enum State {
        /** It has a result. */
        FINISHED,
        /** It is running, or was stopped and can be resumed. */
        UNFINISHED,
        /** Its record cannot be read. */
        BROKEN;

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final List<String> COLUMNS = List.of(
            "folder",
            "name",
            "combination",
            "state",
            "started",
            "digest",
            "seeds",
            "figure",
            "teacher",
            "student_alone",
            "distilled",
            "trials",
            "problem");

    static IndexedRun of(Path root, Path run) {
        try {
            return read(root, run);
        } catch (Kd4jException e) {
            return new IndexedRun(
                    folder(root, run),
                    run.getParent().getFileName().toString(),
                    "",
                    State.BROKEN,
                    "",
                    "",
                    0,
                    "",
                    Map.of(),
                    0,
                    e.getMessage().replaceAll("\\s+", " "));
        }
    }

    private static String folder(Path root, Path run) {
        return root.relativize(run).toString().replace('\\', '/');
    }

    private static IndexedRun read(Path root, Path run) {
        JsonPlace record = JsonPlace.read(run.resolve("provenance.json"));
        SortedMap<String, String> keys = Conditions.all(run.resolve("recipe.resolved.yaml"));
        boolean ended = Files.exists(run.resolve("summary.json"));
        Map<String, Double> means = new LinkedHashMap<>();
        String figure = ended ? figures(JsonPlace.read(run.resolve("summary.json")), means) : "";
        return new IndexedRun(
                folder(root, run),
                keys.get("name"),
                record.find("combination").map(c -> record.text("combination")).orElse(""),
                ended ? State.FINISHED : State.UNFINISHED,
                record.text("started"),
                record.text("recipeDigest"),
                record.list("seeds").size(),
                figure,
                means,
                Integer.parseInt(keys.getOrDefault("tuned.trials", "0")),
                "");
    }

    private static String figures(JsonPlace summary, Map<String, Double> means) {
        String figure = "";
        JsonPlace arms = summary.at("arms");
        for (String arm : arms.keys()) {
            for (String one : List.of(Measure.ACCURACY.figure(), Measure.RMSE.figure())) {
                if (arms.at(arm).find(one).isPresent()) {
                    means.put(arm, arms.at(arm).at(one).number("mean"));
                    figure = one;
                }
            }
        }
        return figure;
    }

    /** The figure of an arm as people read it; empty where there is none. */
    String shown(String arm) {
        if (!means.containsKey(arm)) {
            return "";
        }
        Measure measure = figure.equals(Measure.RMSE.figure()) ? Measure.RMSE : Measure.ACCURACY;
        return measure.text(means.get(arm)) + (measure == Measure.ACCURACY ? " %" : "");
    }

    /** Everything under the names of {@link #COLUMNS}, null where it is not known. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("folder", folder);
        fields.put("name", name);
        fields.put("combination", combination);
        fields.put("state", state.word());
        fields.put("started", started);
        fields.put("digest", digest);
        fields.put("seeds", seeds);
        fields.put("figure", figure);
        fields.put("teacher", means.get(Arm.TEACHER));
        fields.put("student_alone", means.get(Arm.ALONE));
        fields.put("distilled", means.get(Arm.DISTILLED));
        fields.put("trials", trials);
        fields.put("problem", problem);
        return fields;
    }
}
