package kd4j.recipe;

import java.util.List;
import java.util.Optional;
import kd4j.component.Default;
import kd4j.component.Inline;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.data.Dataset;
import kd4j.data.Transform;

/**
 * The rows and what is done to all of them.
 *
 * @param dataset where the rows come from
 * @param validation share of the training rows that is kept apart for model selection, or, from 1 up, their number; the same
 *     share of every class where there are classes
 * @param validationSeed chooses those rows; it does not depend on the recipe's seeds, so that all trainings of a data set are judged by
 *     the same rows
 * @param quantiles which quantiles of each target networks shall answer, between 0 and 1 and ascending, such as {@code [0.1, 0.5,
 *     0.9]}; the target itself when left out. Only where rows have numbers to predict
 * @param transforms changes of every row of every part, such as {@code normalize}; those with a random choice belong to {@code
 *     training.augment}
 */
@Section
public record DataSection(
        @Inline Dataset dataset,
        @Default("0.1") double validation,
        @Default("0") long validationSeed,
        Optional<List<Double>> quantiles,
        @Default("[]") List<Transform> transforms) {
    public DataSection {
        Require.that(
                validation > 0 && (validation < 1 || validation == Math.rint(validation)),
                "validation",
                validation,
                "a share above 0 and below 1, or a whole number of rows");
        quantiles = quantiles.map(List::copyOf);
        quantiles.ifPresent(DataSection::checkQuantiles);
        transforms = List.copyOf(transforms);
    }

    private static void checkQuantiles(List<Double> quantiles) {
        Require.that(
                !quantiles.isEmpty()
                        && quantiles.stream().allMatch(q -> q > 0 && q < 1)
                        && quantiles.equals(
                                quantiles.stream().distinct().sorted().toList()),
                "quantiles",
                quantiles,
                "numbers between 0 and 1, ascending, each once");
    }
}
