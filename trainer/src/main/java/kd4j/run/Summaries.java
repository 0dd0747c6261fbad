package kd4j.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kd4j.data.Truth;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;
import kd4j.metric.Statistics;
import kd4j.recipe.Recipe;

/** Puts the results of all trainings together. */
final class Summaries {
    private Summaries() {}

    static Summary of(Recipe recipe, String digest, Prepared data, List<ArmResult> results, RunFolder folder) {
        Map<String, Summary.ArmFigures> arms = new LinkedHashMap<>();
        for (Arm arm : Arm.values()) {
            List<ArmResult> known = ofArm(results, arm);
            if (!known.isEmpty()) {
                arms.put(arm.id(), figures(known, ArmResult::test));
            }
        }
        List<ArmResult> shifted =
                results.stream().filter(r -> r.shifted() != null).toList();
        if (!shifted.isEmpty()) {
            arms.put(Arm.DISTILLED.id() + "-shifted", figures(shifted, r -> r.shifted()
                    .test()));
        }
        return new Summary(
                recipe.name(),
                digest,
                new Summary.Rows(
                        data.data().name(),
                        data.data().kind() == Truth.Kind.CLASSES ? data.outputs() : 0,
                        data.outputs(),
                        data.train().size(),
                        data.validation().size(),
                        data.data().test().size()),
                recipe.seeds(),
                arms,
                files(results, folder));
    }

    private static List<ArmResult> ofArm(List<ArmResult> results, Arm arm) {
        // A teacher's answers may be known for the training rows alone.
        return results.stream()
                .filter(r -> r.arm().equals(arm.id()) && r.test() != null)
                .toList();
    }

    private static Summary.ArmFigures figures(List<ArmResult> results, Function<ArmResult, Assessment> test) {
        ArmResult first = results.get(0);
        List<Assessment> all = results.stream().map(test).toList();
        return all.get(0) instanceof Classified
                ? ofClasses(all.stream().map(Classified.class::cast).toList(), first)
                : ofTargets(all.stream().map(Regressed.class::cast).toList(), first);
    }

    private static Summary.ArmFigures ofClasses(List<Classified> all, ArmResult first) {
        return new Summary.OfClasses(
                spread(all.stream().map(Classified::accuracy).toList()),
                spread(all.stream().map(c -> (double) c.errors()).toList()),
                first.parameters(),
                first.macs(),
                sparsity(first));
    }

    private static Summary.ArmFigures ofTargets(List<Regressed> all, ArmResult first) {
        List<Double> r2 = all.stream().flatMap(r -> r.r2().stream()).toList();
        return new Summary.OfTargets(
                spread(all.stream().map(Regressed::rmse).toList()),
                spread(all.stream().map(Regressed::mae).toList()),
                r2.isEmpty() ? null : spread(r2),
                first.parameters(),
                first.macs(),
                sparsity(first));
    }

    private static Double sparsity(ArmResult result) {
        return result.compressed() == null ? null : result.compressed().sparsity();
    }

    private static Summary.Spread spread(List<Double> values) {
        Statistics.Summary in = Statistics.summary(
                values.stream().mapToDouble(Double::doubleValue).toArray());
        return new Summary.Spread(
                in.mean(),
                in.sd().orElse(null),
                in.ci95().map(i -> List.of(i.low(), i.high())).orElse(null),
                values);
    }

    private static List<Summary.SeedFile> files(List<ArmResult> results, RunFolder folder) {
        return results.stream()
                .flatMap(r -> r.files().stream().map(f -> Summary.SeedFile.of(r.seed(), f, folder.root())))
                .toList();
    }
}
