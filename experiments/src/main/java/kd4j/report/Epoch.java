package kd4j.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One epoch of a training: a line of {@code metrics.jsonl}.
 *
 * @param objective mean of the objective over the epoch's rows
 * @param terms what each term of the objective adds to it
 * @param accuracy share of the validation rows that are right
 * @param calibrationError expected calibration error on them
 * @param agreement share of them on which student and teacher answer alike; empty where there is no teacher
 */
record Epoch(
        double objective,
        Map<String, Double> terms,
        double accuracy,
        double calibrationError,
        Optional<Double> agreement) {
    /** All epochs of a training, in order. */
    static List<Epoch> read(Path metrics) {
        return Json.lines(metrics).stream().map(Epoch::of).toList();
    }

    private static Epoch of(Json line) {
        Map<String, Double> terms = new LinkedHashMap<>();
        line.list("terms").forEach(term -> terms.put(term.text("name"), term.number("weight") * term.number("value")));
        Json validation = line.at("validation");
        return new Epoch(
                line.number("objective"),
                terms,
                validation.number("accuracy"),
                validation.number("calibrationError"),
                validation.find("teacher").map(teacher -> teacher.number("agreement")));
    }
}
