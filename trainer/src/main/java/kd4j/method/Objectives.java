package kd4j.method;

import java.util.ArrayList;
import java.util.List;
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
                                || IntStream.range(0, 100).anyMatch(i -> part.weight().at(i / 100.0) > 0)),
                "objective",
                objective,
                "a list of losses, at least one with a weight > 0");
    }

    static Session begin(List<WeightedLoss> objective, Context context) {
        List<String> problems = new ArrayList<>();
        List<Summand> summands = summands(objective, context, problems);
        if (!problems.isEmpty()) {
            summands.forEach(Summand::close);
            throw new MethodException(problems);
        }
        return new WeightedSum(summands);
    }

    /** What each loss becomes in this training; problems are added to the list. */
    static List<Summand> summands(List<WeightedLoss> objective, Context context, List<String> problems) {
        List<Summand> all = new ArrayList<>();
        for (int i = 0; i < objective.size(); i++) {
            String place = "objective[" + i + "]";
            List<String> own = new ArrayList<>();
            all.addAll(new Binding(objective.get(i), place, context, own).summand().stream()
                    .toList());
            own.forEach(problem -> problems.add("method: " + place + ": " + problem));
        }
        return all;
    }
}
