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
 * @param shares how large a part of the gradient's norm at the student each term has
 * @param alarms what the training warned of
 * @param figure share of the validation rows that are right, or the root mean squared error on them
 * @param numbers whether rows have numbers to predict rather than classes
 * @param beside expected calibration error on them, or R^2; empty where that is not known
 * @param likeness share of them on which student and teacher answer alike, or the root of their mean squared distance; empty
 *     where there is no teacher
 * @param likelihood mean of {@code -log} of the probability of what is right, in nats; empty for numbers to predict
 * @param seconds time of the epoch's steps; empty where that is not known
 * @param teacher what the steps had of the teacher; empty where no answers of a teacher were kept
 */
public record Epoch(
        double objective,
        Map<String, Double> terms,
        Map<String, Double> shares,
        List<String> alarms,
        double figure,
        boolean numbers,
        Optional<Double> beside,
        Optional<Double> likeness,
        Optional<Double> likelihood,
        Optional<Double> seconds,
        Optional<Asked> teacher) {
    /**
     * What an epoch's steps had of the teacher.
     *
     * @param seconds in which steps waited for its answers
     * @param rows rows that it was asked about
     * @param kept rows among them whose answers were kept ones
     * @param saved seconds that it would have needed for these
     */
    public record Asked(double seconds, long rows, long kept, double saved) {}

    /** All epochs of a training, in order. */
    static List<Epoch> read(Path metrics) {
        return JsonPlace.lines(metrics).stream().map(Epoch::of).toList();
    }

    /**
     * One of them.
     *
     * @param metrics the file that the line is of
     * @param number of the line, from 1
     * @throws ReportException when the line is damaged
     */
    public static Epoch parse(Path metrics, int number, String line) {
        return of(JsonPlace.line(metrics, number, line));
    }

    private static Epoch of(JsonPlace line) {
        Map<String, Double> terms = new LinkedHashMap<>();
        line.list("terms").forEach(term -> terms.put(term.text("name"), term.number("weight") * term.number("value")));
        Map<String, Double> shares = new LinkedHashMap<>();
        line.find("pulls").ifPresent(pulls -> terms.keySet()
                .forEach(name -> pulls.find(name).ifPresent(share -> shares.put(name, pulls.number(name)))));
        JsonPlace validation = line.at("validation");
        boolean numbers = validation.find("rmse").isPresent();
        return new Epoch(
                line.number("objective"),
                terms,
                shares,
                line.list("alarms").stream().map(JsonPlace::text).toList(),
                validation.number(numbers ? "rmse" : "accuracy"),
                numbers,
                numbers && validation.find("r2").isEmpty()
                        ? Optional.empty()
                        : Optional.of(validation.number(numbers ? "r2" : "calibrationError")),
                validation.find("teacher").map(t -> t.number(numbers ? "rootMeanSquare" : "agreement")),
                validation.find("negativeLogLikelihood").map(n -> validation.number("negativeLogLikelihood")),
                line.find("seconds").map(s -> line.number("seconds")),
                line.find("cache")
                        .map(c -> new Asked(
                                line.number("teacherSeconds"), c.whole("rows"), c.whole("kept"), c.number("saved"))));
    }
}
