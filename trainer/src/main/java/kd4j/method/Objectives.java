package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import kd4j.component.Require;

/** Weighted losses as a session. */
final class Objectives {
    private Objectives() {}

    /** Refuses an objective that never asks for anything. */
    static void check(List<WeightedLoss> objective) {
        Require.that(
                objective.stream()
                        .anyMatch(part -> part.weight().least() > 0
                                || IntStream.range(0, 100)
                                        .anyMatch(i -> part.weight().at(i / 100.0) > 0)),
                "objective",
                objective,
                "a list of losses, at least one with a weight > 0");
    }

    static Session begin(List<WeightedLoss> objective, Context context) {
        return begin(objective, context, problems -> Optional.empty());
    }

    /** With one more summand, which a method brings; what does not fit is added to the list that it is given. */
    static Session begin(
            List<WeightedLoss> objective, Context context, Function<List<String>, Optional<? extends Summand>> own) {
        context.asked().mustFit(objective);
        List<String> problems = new ArrayList<>();
        List<Summand> summands = new ArrayList<>(summands(objective, context, problems));
        List<String> further = new ArrayList<>();
        own.apply(further).ifPresent(summands::add);
        further.forEach(problem -> problems.add("method: " + problem));
        if (!problems.isEmpty()) {
            summands.forEach(Summand::close);
            throw new MethodException(problems);
        }
        return new WeightedSum(summands);
    }

    private static List<Summand> summands(List<WeightedLoss> objective, Context context, List<String> problems) {
        List<Summand> all = new ArrayList<>();
        for (int i = 0; i < objective.size(); i++) {
            String place = "objective[" + i + "]";
            List<String> own = new ArrayList<>();
            all.addAll(new Binding(objective.get(i), place, context, own)
                    .summand().stream().toList());
            own.forEach(problem -> problems.add("method: " + place + ": " + problem));
        }
        return all;
    }
}
