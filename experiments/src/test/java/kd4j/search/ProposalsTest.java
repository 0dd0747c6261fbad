package kd4j.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import kd4j.component.KeyException;
import kd4j.recipe.Binder;
import org.junit.jupiter.api.Test;

class ProposalsTest {
    private static Search search(Search.Strategy strategy, int trials, int batch, long seed) {
        Map<String, Axis> keys = new LinkedHashMap<>();
        keys.put("rate", new Axis.Range(1e-4, 1, Axis.Scale.LOG, false));
        keys.put("weight", new Axis.Range(0, 1, Axis.Scale.LINEAR, false));
        return new Search(keys, trials, strategy, batch, seed);
    }

    private static double number(Trial trial, String key) {
        return Double.parseDouble(trial.values().get(key));
    }

    /** A bowl whose lowest point, 0, is at a rate of 0.01 and a weight of 0.3. */
    private static double bowl(Trial trial) {
        double rate = (Math.log10(number(trial, "rate")) + 2) / 4;
        double weight = number(trial, "weight") - 0.3;
        return rate * rate + weight * weight;
    }

    private static List<Trial> run(Search search, ToDoubleFunction<Trial> figure) {
        List<Trial> done = new ArrayList<>();
        while (done.size() < search.trials()) {
            List<Trial> next =
                    new Proposals(search).next(done, Math.min(search.batch(), search.trials() - done.size()));
            if (next.isEmpty()) {
                break;
            }
            next.forEach(t -> done.add(t.with(OptionalDouble.of(figure.applyAsDouble(t)))));
        }
        return done;
    }

    private static double best(Search.Strategy strategy, int batch, long seed) {
        return Proposals.best(run(search(strategy, 20, batch, seed), ProposalsTest::bowl))
                .orElseThrow()
                .figure()
                .getAsDouble();
    }

    @Test
    void twenty_trials_by_the_model_come_nearer_than_twenty_at_random() {
        int nearer = 0;
        double worst = 0;
        for (long seed = 1; seed <= 10; seed++) {
            double model = best(Search.Strategy.BAYESIAN, 1, seed);
            nearer += model < best(Search.Strategy.RANDOM, 1, seed) ? 1 : 0;
            worst = Math.max(worst, model);
        }
        assertTrue(nearer >= 9, nearer + " of 10");
        // Of 20 points at random, the best has an expected squared distance of about 1 / (20 pi) = 0.016.
        assertTrue(worst < 0.004, "worst " + worst);
    }

    @Test
    void batches_of_four_are_spread_and_still_find_it() {
        for (long seed = 1; seed <= 5; seed++) {
            assertTrue(best(Search.Strategy.BAYESIAN, 4, seed) < 0.01, "seed " + seed);
        }
        List<Trial> done = run(search(Search.Strategy.BAYESIAN, 8, 4, 1), ProposalsTest::bowl);
        assertEquals(8, done.stream().map(Trial::values).distinct().count());
    }

    @Test
    void the_same_search_proposes_the_same_and_another_seed_another() {
        for (Search.Strategy strategy : Search.Strategy.values()) {
            List<Map<String, String>> first = values(run(search(strategy, 12, 3, 5), ProposalsTest::bowl));
            assertEquals(first, values(run(search(strategy, 12, 3, 5), ProposalsTest::bowl)));
            Set<Map<String, String>> other =
                    new HashSet<>(values(run(search(strategy, 12, 3, 6), ProposalsTest::bowl)));
            other.retainAll(first);
            assertTrue(other.isEmpty(), other.toString());
        }
    }

    private static List<Map<String, String>> values(List<Trial> trials) {
        return trials.stream().map(Trial::values).toList();
    }

    @Test
    void nothing_is_tried_twice_and_a_small_space_is_exhausted() {
        Map<String, Axis> keys = new LinkedHashMap<>();
        keys.put("optimizer", new Axis.Words(List.of("adam", "sgd")));
        keys.put("epochs", new Axis.Values(List.of(10.0, 20.0, 40.0)));
        for (Search.Strategy strategy : Search.Strategy.values()) {
            List<Trial> done = run(new Search(keys, 50, strategy, 1, 3), t -> number(t, "epochs"));
            assertEquals(6, done.size());
            assertEquals(6, done.stream().map(Trial::values).distinct().count());
            assertEquals("10", Proposals.best(done).orElseThrow().values().get("epochs"));
        }
    }

    /** A failed corner must not be asked for again and again. */
    @Test
    void failed_trials_repel() {
        List<Trial> done = new ArrayList<>();
        Search search = search(Search.Strategy.BAYESIAN, 30, 1, 2);
        int failed = 0;
        while (done.size() < 30) {
            Trial next = new Proposals(search).next(done, 1).get(0);
            boolean fails = number(next, "weight") > 0.5;
            failed += fails && done.size() >= 10 ? 1 : 0;
            done.add(next.with(fails ? OptionalDouble.empty() : OptionalDouble.of(bowl(next))));
        }
        assertTrue(failed <= 4, failed + " of 20");
        assertEquals(
                java.util.Optional.empty(), Proposals.best(List.of(done.get(0).with(OptionalDouble.empty()))));
    }

    @Test
    void axes_give_values_a_recipe_can_read() {
        Axis log = new Axis.Range(1, 100, Axis.Scale.LOG, false);
        assertEquals("1.0", log.value(0));
        assertEquals("10.0", log.value(0.5));
        Axis whole = new Axis.Range(1, 4, Axis.Scale.LINEAR, true);
        assertEquals(
                "1 1 2 3 4",
                String.join(
                        " ",
                        whole.value(0),
                        whole.value(0.24),
                        whole.value(0.3),
                        whole.value(0.6),
                        whole.value(Math.nextDown(1.0))));
        assertEquals("0.123", new Axis.Range(0, 1, Axis.Scale.LINEAR, false).value(0.123456));
        assertEquals("0.5", new Axis.Values(List.of(0.5, 2.0)).value(0.49));
        assertEquals("2", new Axis.Values(List.of(0.5, 2.0)).value(0.5));
    }

    @Test
    void search_files_are_read_strictly() {
        Search search = Binder.bind(
                Search.class,
                "search.yaml",
                """
                trials: 12
                keys:
                  method.objective[1].loss.temperature: {type: range, from: 1, to: 20, scale: log}
                  training.optimizer: {type: words, of: ['{type: adam, rate: 0.01}', '{type: sgd, rate: 0.1}']}
                """);
        assertEquals(Search.Strategy.BAYESIAN, search.strategy());
        assertEquals(
                List.of("method.objective[1].loss.temperature", "training.optimizer"),
                List.copyOf(search.keys().keySet()));
        assertTrue(assertThrows(KeyException.class, () -> new Axis.Range(2, 1, Axis.Scale.LINEAR, false))
                .getMessage()
                .contains("a number above from"));
        assertTrue(assertThrows(KeyException.class, () -> new Axis.Range(0, 1, Axis.Scale.LOG, false))
                .getMessage()
                .contains("> 0 on a log scale"));
        assertTrue(assertThrows(KeyException.class, () -> new Search(Map.of(), 5, Search.Strategy.RANDOM, 1, 1))
                .getMessage()
                .contains("one key of the recipe or more"));
    }
}
