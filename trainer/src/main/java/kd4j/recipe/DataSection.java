package kd4j.recipe;

import java.util.List;
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
 *     share of every class
 * @param validationSeed chooses those rows; it does not depend on the recipe's seeds, so that all trainings of a data set are judged by
 *     the same rows
 * @param transforms changes of every row of every part, such as {@code normalize}; those with a random choice belong to {@code
 *     training.augment}
 */
@Section
public record DataSection(
        @Inline Dataset dataset,
        @Default("0.1") double validation,
        @Default("0") long validationSeed,
        @Default("[]") List<Transform> transforms) {
    public DataSection {
        Require.that(
                validation > 0 && (validation < 1 || validation == Math.rint(validation)),
                "validation",
                validation,
                "a share above 0 and below 1, or a whole number of rows");
        transforms = List.copyOf(transforms);
    }
}
