package kd4j.search;

import java.util.LinkedHashMap;
import java.util.Map;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.component.Section;

/**
 * What is searched, and how long. The same search proposes the same settings where the figures are the same, whatever number of
 * processes work on it.
 *
 * @param keys what each key of the recipe may be, by its path, such as {@code method.objective[1].weight}
 * @param trials how many settings are tried
 * @param strategy how the next ones are chosen
 * @param batch how many are chosen at once, before the figures of any of them are known; no more of them run side by side
 * @param seed all choices follow from it
 */
@Section
public record Search(
        Map<String, Axis> keys,
        int trials,
        @Default("bayesian") Strategy strategy,
        @Default("1") int batch,
        @Default("1") long seed) {
    /** How settings are chosen. */
    public enum Strategy {
        /** At random, without a look at the figures. */
        RANDOM,
        /**
         * By the expected improvement under a Gaussian process over the figures (Jones, Schonlau and Welch, Journal of Global Optimization
         * 13, 1998), behind a few settings that are spread evenly.
         */
        BAYESIAN
    }

    public Search {
        // In the order in which they were written.
        keys = new LinkedHashMap<>(keys);
        Require.that(!keys.isEmpty(), "keys", keys, "one key of the recipe or more, such as training.epochs");
        Require.that(trials > 1, "trials", trials, "an integer >= 2");
        Require.that(batch >= 1 && batch <= trials, "batch", batch, "an integer from 1 to trials");
    }
}
