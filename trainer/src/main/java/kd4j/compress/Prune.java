package kd4j.compress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Names;
import kd4j.component.Require;

/**
 * Prunes: sets the weights of smallest magnitude to 0 and keeps them there ({@code structure: weight}), or removes whole filters with all
 * that reads them, so that the network really gets smaller ({@code structure: filter}). The rest is trained on. Biases and normalisations
 * are never chosen by themselves.
 *
 * <p>With {@code growth: polynomial}, {@code share_t = sparsity * (1 - (1 - p)^3)} at each turn of the schedule, where {@code p} is the
 * share of the way from its first to its last turn: much at first, while much is superfluous, less and less later. A pruned weight does not
 * come back, because it and all that the optimiser knows of it are 0 from then on. Zeros make neither files nor dense code smaller or faster; filters do.
 *
 * <p>Filters are removed through batch norm, activations, pooling, depthwise convolutions, concatenations and the layers behind; what a residual sum
 * joins goes together or stays. Channels before layers that need all of theirs (attention, recurrence, layer norm, grouped convolutions)
 * stay. At least one channel of each layer stays. The optimiser begins anew with the smaller network.
 *
 * <p>Sources: Han et al., arXiv 1506.02626; the polynomial is that of Zhu and Gupta, arXiv 1710.01878, equation 1; {@code 2:4} is that of
 * Mishra et al., arXiv 2104.08378; filters by {@code l1} Li et al., arXiv 1608.08710; {@code taylor} Molchanov et al., arXiv 1906.10771;
 * {@code bn-gamma} Liu et al., arXiv 1708.06519.
 *
 * @param sparsity share of the weights or filters that are gone in the end, above 0 and below 1; left out where {@code pattern} says it
 * @param pattern such as {@code 2:4}: of every 4 weights of neighbouring inputs of one output, the 2 largest stay; layers whose number of
 *     inputs is no multiple of the second number are left as they are. For weights; it does not grow
 * @param structure what is pruned: single weights, or filters, which are units of a dense layer as well
 * @param criterion what filters count: {@code l1} the mean magnitude of their weights; {@code taylor} the squared sum of gradient times
 *     scale and shift of the batch norm behind, or times weight where there is none, over all steps since the last turn; {@code bn-gamma} the magnitude of the scale of the batch norm behind.
 *     Single weights count by their magnitude, {@code l1}
 * @param penalty of {@code bn-gamma}: what the magnitudes of all scales of batch norms are weighed with in the objective until the last turn, >= 0; the source has 1e-4
 * @param scope whether each layer loses this share, or all of them together, so that some lose more than others
 * @param growth how the share grows from the first turn of the schedule to its last: {@code constant} is all of it from the first on
 * @param layers patterns of names of layers; filters go where all layers that make them are meant
 * @param schedule when; with an {@code end} the share grows turn by turn
 */
@Component("prune")
public record Prune(
        Optional<Double> sparsity,
        Optional<String> pattern,
        @Default("weight") Structure structure,
        @Default("l1") Criterion criterion,
        @Default("0.0") double penalty,
        @Default("layer") Scope scope,
        @Default("polynomial") Growth growth,
        @Default("['*']") List<String> layers,
        @Default("{begin: 0.2, end: 0.7, unit: shares}") EpochSchedule schedule)
        implements Compression {
    /** What goes. */
    public enum Structure {
        /** Single weights. */
        WEIGHT,
        /** Filters of convolutions and units of dense layers. */
        FILTER
    }

    /** What a filter counts. */
    public enum Criterion {
        /** Its magnitude. */
        L1,
        /** The change of the objective without it, to first order. */
        TAYLOR,
        /** The scale of its batch norm. */
        BN_GAMMA
    }

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
        boolean weights = structure == Structure.WEIGHT;
        Require.that(
                weights || pattern.isEmpty(),
                "pattern",
                pattern.orElse(""),
                "with structure: weight only; filters have no pattern");
        Require.that(
                !weights || criterion == Criterion.L1,
                "criterion",
                Names.constant(criterion.name()),
                "with structure: weight, l1, which is the magnitude");
        Require.notNegative("penalty", penalty);
        Require.that(
                penalty == 0 || criterion == Criterion.BN_GAMMA,
                "penalty",
                penalty,
                "0, or a number > 0 with criterion: bn-gamma");
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "one or more names of layers, with stars for any letters");
    }

    /** That share of each layer's weights, from a fifth of the training on until seven tenths. */
    public Prune(double sparsity) {
        this(
                Optional.of(sparsity),
                Optional.empty(),
                Structure.WEIGHT,
                Criterion.L1,
                0,
                Scope.LAYER,
                Growth.POLYNOMIAL,
                List.of("*"),
                EpochSchedule.ofShares(0.2, Optional.of(0.7)));
    }

    /** That share of each layer's filters, all at once. */
    public static Prune filters(double sparsity, Criterion criterion, EpochSchedule schedule) {
        return new Prune(
                Optional.of(sparsity),
                Optional.empty(),
                Structure.FILTER,
                criterion,
                0,
                Scope.LAYER,
                Growth.POLYNOMIAL,
                List.of("*"),
                schedule);
    }

    @Override
    public boolean reshapes() {
        return structure == Structure.FILTER;
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
        return reshapes() ? PrunedFilters.of(this, setting) : new PrunedWeights(this, setting);
    }

    /** The share that is to be 0 at that way between first and last turn. */
    double share(double progress) {
        double last = sparsity.orElseGet(
                () -> NOfM.of(pattern.orElseThrow()).orElseThrow().share());
        return growth == Growth.CONSTANT ? last : last * (1 - Math.pow(1 - progress, 3));
    }
}
