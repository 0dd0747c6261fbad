package kd4j.run;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kd4j.component.Components;
import kd4j.export.BundleParts;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;
import kd4j.metric.Statistics;
import kd4j.recipe.Recipe;

/**
 * What a bundle says about its student: made of the run's record, without anything that differs between two runs of the same recipe.
 *
 * @param recipe the recipe
 * @param recipeDigest SHA-256 of it when it is resolved
 * @param data the rows
 * @param result what came out of the student's training
 * @param test the student, with its bias shift where it has one, on the test rows
 */
record BundleWords(Recipe recipe, String recipeDigest, Prepared data, ArmResult result, Assessment test)
        implements BundleParts.Words {
    @Override
    public String card(BundleParts.Facts facts) {
        return """
                # %s

                A small network that was distilled by KD4J %s from a larger one.

                | | |
                |---|---|
                | data | %s |
                | input | %s, channels last, raw values in the units of the data |
                | output | %s |
                | teacher | %s |
                | method | %s |
                | student | %s |
                | seed | %d |
                | on the test rows | %s |
                | model | %s, %,d bytes |
                | parameters | %,d |
                | multiply-accumulates a row | %,d |

                ## Data and licences

                %s

                ## Limits

                * It knows rows like those of the data set above. About others it answers too, with probabilities that mean little.
                * The figure on the test rows is that of the selected network in 32-bit floats, on %d rows that were opened once; the interval is for
                  other rows of the same kind, not for another training.
                * Probabilities are the softmax of the scores; nothing has calibrated them.
                * No class was looked at for fairness.
                %s"""
                .formatted(
                        recipe.name(),
                        Provenance.version(),
                        data.sentence(),
                        data.data().shape(),
                        outputs(),
                        described((Record) recipe.teacher()),
                        described((Record) recipe.method()),
                        described((Record) recipe.student().architecture()),
                        result.seed(),
                        figure(),
                        facts.format().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        facts.bytes(),
                        facts.parameters(),
                        facts.macs(),
                        ofData(),
                        test.rows(),
                        facts.thresholds()
                                .map("\n## Thresholds\n\n%s\n"::formatted)
                                .orElse(""));
    }

    private String outputs() {
        String names = data.data().outputs().stream().limit(20).collect(Collectors.joining(", "));
        int more = data.outputs() - 20;
        return (test instanceof Classified ? "scores of %d classes: " : "%d numbers: ").formatted(data.outputs())
                + names
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** The kind alone: settings stand in the recipe, and may name files of the machine. */
    private static String described(Record part) {
        return String.valueOf(Components.describe(part).get("type"));
    }

    private String figure() {
        if (test instanceof Regressed regressed) {
            return "RMSE %.6g, MAE %.6g".formatted(regressed.rmse(), regressed.mae());
        }
        Classified classified = (Classified) test;
        Statistics.Interval interval =
                Statistics.proportion(classified.rows() - classified.errors(), classified.rows());
        return String.format(
                Locale.ROOT,
                "accuracy %.2f %% (95 %% interval %.2f to %.2f after Wilson)",
                100 * classified.accuracy(),
                100 * interval.low(),
                100 * interval.high());
    }

    private String ofData() {
        Optional<String> licence = recipe.data().dataset().licence();
        return "Data set `%s`: %s."
                .formatted(
                        data.data().name(),
                        licence.orElse(
                                "KD4J does not know its licence; whoever made this bundle must say under what it may be used"));
    }

    @Override
    public String licences() {
        return """
                Student and texts: as whoever made this bundle decides.
                %s
                KD4J, which made it, and its runtime kd4j-edge: Apache License 2.0.
                ONNX Runtime, which the runtime uses and this bundle does not hold: MIT License.
                """
                .formatted(ofData());
    }

    @Override
    public String provenance() {
        Map<String, Object> all = new TreeMap<>();
        all.put("recipe", recipe.name());
        all.put("recipeDigest", recipeDigest);
        all.put("dataDigests", new TreeMap<>(data.data().digests()));
        all.put("seed", result.seed());
        all.put("bestEpoch", result.bestEpoch());
        all.put("parametersDigest", result.digest());
        all.put("kd4j", Provenance.version());
        return Json.pretty(all);
    }
}
