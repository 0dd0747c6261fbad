package kd4j.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import kd4j.recipe.Recipe;
import kd4j.recipe.Recipes;
import kd4j.run.Arm;
import kd4j.run.ArmResult;
import kd4j.run.Json;
import kd4j.run.RunFolder;
import kd4j.search.Proposals;
import kd4j.search.Search;
import kd4j.search.Trial;

/**
 * A search over keys of a recipe: proposes settings, runs them, and looks at the validation rows of their distilled students, the mean
 * over seeds of what epochs are chosen by too (errors, or the error of predicted numbers). Test rows decide nothing. Every trial's
 * recipe says under {@code tuned} what the whole search may spend.
 *
 * @param file the recipe
 * @param overrides changes of its keys
 * @param search what is searched
 */
public record Searching(Path file, List<String> overrides, Search search) {
    private static final String EPOCHS = "training.epochs";

    /**
     * A trial and what came of it.
     *
     * @param trial the setting, with its figure where it did not fail
     * @param outcome its run
     */
    public record Tried(Trial trial, Outcome outcome) {}

    /** What {@code tuned} says: trials, and the epochs that their students may train in all. */
    List<String> budget() {
        Recipe recipe = single(overrides);
        long most = search.keys().containsKey(EPOCHS)
                ? Math.round(Double.parseDouble(search.keys().get(EPOCHS).value(Math.nextDown(1.0))))
                : recipe.training().epochs();
        return List.of(
                "tuned.trials=" + search.trials(),
                "tuned.epochs=" + search.trials() * most * recipe.seeds().size());
    }

    private Recipe single(List<String> changes) {
        var cells = Recipes.read(file, changes);
        if (cells.size() != 1) {
            throw new SweepException(
                    "%s: has a matrix of %d combinations, and a search changes one recipe. Take the matrix out, or fix its keys with --set"
                            .formatted(file, cells.size()));
        }
        return cells.get(0).recipe();
    }

    /** Runs all trials. */
    public List<Tried> run(Sweep sweep, Consumer<String> say) {
        List<String> always = new ArrayList<>(overrides);
        always.addAll(budget());
        List<Tried> tried = new ArrayList<>();
        while (tried.size() < search.trials()) {
            int count = Math.min(search.batch(), search.trials() - tried.size());
            List<Trial> next =
                    new Proposals(search).next(tried.stream().map(Tried::trial).toList(), count);
            if (next.isEmpty()) {
                say.accept("all settings have been tried: %d trials, not %d".formatted(tried.size(), search.trials()));
                break;
            }
            List<Outcome> outcomes =
                    sweep.run(next.stream().map(t -> job(t, always)).toList());
            for (int i = 0; i < next.size(); i++) {
                Tried one = new Tried(next.get(i).with(figure(outcomes.get(i))), outcomes.get(i));
                tried.add(one);
                say.accept(told(tried.size(), one));
            }
        }
        return tried;
    }

    /** Another trial fails in its own process where its values do not fit; the recipe as such was read before. */
    private Job job(Trial trial, List<String> always) {
        List<String> changes = new ArrayList<>(always);
        trial.values().forEach((key, value) -> changes.add(key + "=" + value));
        return Job.all(file, changes).get(0);
    }

    private static String told(int number, Tried tried) {
        return "trial %d: %s  validation %s"
                .formatted(
                        number,
                        settings(tried.trial().values()),
                        tried.trial().figure().isPresent()
                                ? String.valueOf(tried.trial().figure().getAsDouble())
                                : "none, since it failed");
    }

    /** Settings on a line. */
    public static String settings(Map<String, String> values) {
        return String.join(
                " ",
                values.entrySet().stream()
                        .map(v -> v.getKey() + "=" + v.getValue())
                        .toList());
    }

    private OptionalDouble figure(Outcome outcome) {
        if (outcome.failed()) {
            return OptionalDouble.empty();
        }
        RunFolder folder = new RunFolder(outcome.folder().orElseThrow());
        return outcome.job().cell().recipe().seeds().stream()
                .mapToDouble(seed -> Json.read(folder.arm(seed, Arm.DISTILLED).result(), ArmResult.class)
                        .validation()
                        .choice())
                .average();
    }

    /** For programs: a row a trial. */
    public String csv(List<Tried> tried) {
        StringBuilder text = new StringBuilder("trial");
        search.keys().keySet().forEach(key -> text.append(",\"").append(key).append('"'));
        text.append(",validation,run\n");
        for (int i = 0; i < tried.size(); i++) {
            text.append(i + 1);
            tried.get(i).trial().values().values().forEach(v -> text.append(",\"")
                    .append(v.replace("\"", "\"\""))
                    .append('"'));
            Trial trial = tried.get(i).trial();
            text.append(',').append(trial.figure().isPresent() ? trial.figure().getAsDouble() : "");
            text.append(',')
                    .append(tried.get(i)
                            .outcome()
                            .folder()
                            .map(f -> f.getFileName().toString())
                            .orElse("failed"))
                    .append('\n');
        }
        return text.toString();
    }
}
