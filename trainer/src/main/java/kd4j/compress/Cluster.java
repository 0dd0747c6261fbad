package kd4j.compress;

import java.util.List;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;

/**
 * Lets the weights of each layer share a few values: they are cut into clusters by k-means at the turn of the schedule, and from then on all weights
 * of a cluster have one value, which learns from the mean of their gradients. With {@code clusters: 16} a weight is one of 16 numbers, which
 * 4 bits tell apart. Weights that are 0 stay 0 and are in no cluster, so that pruning can come first. Biases and normalisations stay. The centres are found by Lloyd's algorithm
 * from a seeded start by k-means++ (Arthur and Vassilvitskii, SODA 2007). Source: Han, Mao and Dally, arXiv 1510.00149, section 3, which sums the gradients
 * of a cluster where this takes their mean.
 *
 * @param clusters number of values in each layer, beside 0; from 2
 * @param layers patterns of names of layers
 * @param schedule when; with an {@code end} the clusters are found anew at each turn
 */
@Component("cluster")
public record Cluster(
        @Default("16") int clusters,
        @Default("['*']") List<String> layers,
        @Default("{begin: 0.5, unit: shares}") EpochSchedule schedule)
        implements Compression {
    public Cluster {
        Require.that(clusters >= 2, "clusters", clusters, "an integer >= 2");
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", layers, "one or more names of layers, with stars for any letters");
    }

    /** All layers, at half of the training. */
    public Cluster(int clusters) {
        this(clusters, List.of("*"), EpochSchedule.ofShares(0.5, java.util.Optional.empty()));
    }

    @Override
    public boolean reshapes() {
        return false;
    }

    @Override
    public Compressor begin(Setting setting) {
        List<String> problems = Weights.problems(setting.student(), layers);
        if (!problems.isEmpty()) {
            throw new CompressException(problems);
        }
        return new Clustered(this, setting);
    }
}
