package kd4j.compress;

import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Puts a product of smaller layers in the place of a dense layer or a convolution, with the same answers as far as the rank allows, and
 * trains it on. With {@code form: svd}, a dense layer {@code [in, out]} becomes {@code [in, r]} and {@code [r, out]}; a convolution becomes one of the same kernel to {@code
 * r} channels and a 1x1 convolution behind it, by the singular value decomposition of its weights, one row a kernel. With {@code form: tucker}, a
 * convolution of more than one pixel becomes a 1x1 convolution, one of the same kernel between fewer channels on both sides, and
 * a 1x1 convolution, by the higher-order singular value decomposition over both kinds of channels (Tucker-2). Layers that would not get smaller stay as they are.
 *
 * <p>The last factor keeps the layer's name, so that its tap gives what it gave; those before it are called {@code NAME-basis}, or {@code
 * NAME-in} and {@code NAME-core}. The optimiser begins anew. Sources: Zhang et al., arXiv 1505.06798, section 2; Kim et al., arXiv 1511.06530, section 3.
 *
 * @param rank number of channels or units between the factors; smaller where a layer has fewer
 * @param energy instead of a rank: each layer's smallest one that keeps this share of the sum of squared singular values, above 0 and at most 1
 * @param form how convolutions are cut
 * @param layers patterns of names of layers
 * @param schedule when, at one turn
 */
@Component("factorise")
public record Factorise(
        Optional<Integer> rank,
        Optional<Double> energy,
        @Default("svd") Form form,
        @Default("['*']") List<String> layers,
        @Default("{begin: 0.3, unit: shares}") EpochSchedule schedule)
        implements Compression {
    /** How convolutions are cut. */
    public enum Form {
        /** Into two, by a singular value decomposition. */
        SVD,
        /** Into three, by Tucker-2. */
        TUCKER
    }

    public Factorise {
        Require.that(
                rank.isPresent() != energy.isPresent(),
                "rank",
                rank.map(String::valueOf).orElse("nothing"),
                "either rank or energy");
        rank.ifPresent(r -> Require.positive("rank", r));
        energy.ifPresent(e -> Require.that(e > 0 && e <= 1, "energy", e, "a number above 0, at most 1"));
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "one or more names of layers, with stars for any letters");
        Require.that(schedule.end().isEmpty(), "schedule", schedule, "one turn; leave end out");
    }

    /** The smallest factors of all layers that keep this share of the squared singular values. */
    public Factorise(double energy) {
        this(
                Optional.empty(),
                Optional.of(energy),
                Form.SVD,
                List.of("*"),
                EpochSchedule.ofShares(0.3, Optional.empty()));
    }

    @Override
    public boolean reshapes() {
        return true;
    }

    @Override
    public Compressor begin(Setting setting) {
        return Factorised.of(this, setting);
    }
}
