package kd4j.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.data.Samples;
import kd4j.data.Truth;
import kd4j.loss.Loss;
import kd4j.loss.Pinball;

/**
 * What rows are asked about, and whether losses are about that.
 *
 * @param targets whether they have numbers to predict, not classes
 * @param quantiles the quantiles that networks answer about each; empty for the number itself
 */
record Asked(boolean targets, List<Double> quantiles) {
    static Asked of(Samples rows) {
        return rows.truth(new int[0]) instanceof Truth.Targets numbers
                ? new Asked(true, numbers.form().quantiles())
                : new Asked(false, List.of());
    }

    /**
     * Refuses an objective with losses that are about something else.
     *
     * @throws RowsException with all of them
     */
    void mustFit(List<WeightedLoss> objective) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < objective.size(); i++) {
            String place = "method: objective[" + i + "]: ";
            unfit(objective.get(i).loss()).ifPresent(problem -> problems.add(place + problem));
        }
        if (!problems.isEmpty()) {
            throw new RowsException(problems);
        }
    }

    /** Refuses a loss that a method uses for itself. */
    void mustFit(Loss loss) {
        unfit(loss).ifPresent(problem -> {
            throw new RowsException(List.of("method: loss: " + problem));
        });
    }

    private Optional<String> unfit(Loss loss) {
        if (!targets) {
            return loss.needsTargets()
                    ? Optional.of(
                            "the loss is about numbers to predict, and the rows have classes. Choose a loss of classes, or data with targets")
                    : Optional.empty();
        }
        if (loss.needsClasses()) {
            return Optional.of(
                    "the loss is about classes, and the rows have numbers to predict. Choose regression-mse, huber, teacher-bounded, pinball or a loss of layers");
        }
        return loss instanceof Pinball pinball ? unfit(pinball) : unfitForQuantiles(loss);
    }

    private Optional<String> unfit(Pinball loss) {
        return loss.quantiles().equals(quantiles)
                ? Optional.empty()
                : Optional.of("pinball teaches the quantiles %s, but data.quantiles is %s. Give both the same"
                        .formatted(loss.quantiles(), quantiles.isEmpty() ? "left out" : quantiles));
    }

    private Optional<String> unfitForQuantiles(Loss loss) {
        return loss.needsTargets() && !quantiles.isEmpty()
                ? Optional.of(
                        "the loss compares outputs with targets, but data.quantiles asks for the quantiles %s of each. Choose pinball, or leave data.quantiles out"
                                .formatted(quantiles))
                : Optional.empty();
    }
}
