package kd4j.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Sets the weights of smallest magnitude to 0 and keeps them there, while the others are trained on. Biases and normalisations stay. With
 * {@code growth: polynomial}, {@code sparsity_t = sparsity * (1 - (1 - p)^3)} at each turn of the schedule, where {@code p} is the share
 * of the way from its first to its last turn: much at first, while much is superfluous, less and less later. What is pruned at one turn may
 * not come back at a later one, because its weight and all that the optimiser knows of it are 0 from then on. Files and times of dense code do not get smaller by zeros.
 * Sources: Han et al., arXiv 1506.02626; the polynomial is that of Zhu and Gupta, arXiv 1710.01878, equation 1; {@code 2:4} is that of
 * Mishra et al., arXiv 2104.08378.
 *
 * @param sparsity share of the weights that are 0 in the end, above 0 and below 1; left out where {@code pattern} says it
 * @param pattern such as {@code 2:4}: of every 4 weights of neighbouring inputs of one output, the 2 largest stay; layers whose number of
 *     inputs is no multiple of the second number are left as they are. Has one turn
 * @param scope whether each layer gets this share of zeros, or all of them together, so that some lose more than others
 * @param growth how the share grows from the first turn of the schedule to its last: {@code constant} is all of it from the first on
 * @param layers patterns of names of layers
 * @param schedule when; with an {@code end} the share grows turn by turn
 */
@Component("prune")
public record Prune(
        Optional<Double> sparsity,
        Optional<String> pattern,
        @Default("layer") Scope scope,
        @Default("polynomial") Growth growth,
        @Default("['*']") List<String> layers,
        @Default("{begin: 0.2, end: 0.7, unit: shares}") EpochSchedule schedule)
        implements Compression {
    /** What a share is a share of. */
    public enum Scope {
        /** Each layer by itself. */
        LAYER,
        /** All layers that are meant together. */
        GLOBAL
    }

    /** How a share grows. */
    public enum Growth {
        /** All of it at the first turn. */
        CONSTANT,
        /** By a cubic polynomial. */
        POLYNOMIAL
    }

    public Prune {
        Require.that(
                sparsity.isPresent() != pattern.isPresent(),
                "sparsity",
                sparsity.map(String::valueOf).orElse("nothing"),
                "either sparsity or pattern");
        sparsity.ifPresent(s -> Require.that(s > 0 && s < 1, "sparsity", s, "a number above 0 and below 1"));
        pattern.ifPresent(p -> Require.that(
                NOfM.of(p).isPresent(), "pattern", p, "two integers n:m with 0 < n < m and m at most 64, such as 2:4"));
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "one or more names of layers, with stars for any letters");
    }

    /** That share of each layer, from a fifth of the training on until seven tenths. */
    public Prune(double sparsity) {
        this(sparsity, EpochSchedule.Unit.SHARES, 0.2, 0.7);
    }

    private Prune(double sparsity, EpochSchedule.Unit unit, double begin, double end) {
        this(
                Optional.of(sparsity),
                Optional.empty(),
                Scope.LAYER,
                Growth.POLYNOMIAL,
                List.of("*"),
                new EpochSchedule(begin, Optional.of(end), Optional.empty(), unit, EpochSchedule.FineTuning.METHOD));
    }

    @Override
    public boolean reshapes() {
        return false;
    }

    @Override
    public Compressor begin(Setting setting) {
        List<String> problems = new ArrayList<>(Weights.problems(setting.student(), layers));
        if (problems.isEmpty()
                && pattern.isPresent()
                && PrunedWeights.patterned(this, setting).isEmpty()) {
            problems.add(
                    "pattern: in no layer that is meant is the number of inputs a multiple of the second number of %s. Name other layers, or give a sparsity instead"
                            .formatted(pattern.get()));
        }
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return new PrunedWeights(this, setting);
    }

    /** The share that is to be 0 at that way between first and last turn. */
    double share(double progress) {
        double last = sparsity.orElseGet(
                () -> NOfM.of(pattern.orElseThrow()).orElseThrow().share());
        return growth == Growth.CONSTANT ? last : last * (1 - Math.pow(1 - progress, 3));
    }
}
