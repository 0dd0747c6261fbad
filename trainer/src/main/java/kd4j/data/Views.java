package kd4j.data;

import java.util.Optional;
import kd4j.component.Require;

/**
 * The views that a training may see of each sample, by number: all that a chain of transforms has, or some of them, drawn for
 * each sample once and for all. With few views, each is met often enough for kept answers to be of use, also where a chain has
 * more views than could ever be kept. Source: Shen and Xing, arXiv 2112.01528, who draw crops once and keep the answers.
 */
public final class Views {
    private final TransformChain chain;
    private final int drawn;

    private Views(TransformChain chain, int drawn) {
        this.chain = chain;
        this.drawn = drawn;
    }

    /**
     * Views of a chain.
     *
     * @param drawn how many are drawn for each sample, 1 or more; empty for all. A chain that has no more than these gives all
     */
    public static Views of(TransformChain chain, Optional<Integer> drawn) {
        int count = drawn.orElse(0);
        drawn.ifPresent(n -> Require.positive("views", n));
        boolean all = count == 0 || (chain.views() != Transform.UNLIMITED && chain.views() <= count);
        return new Views(chain, all ? 0 : count);
    }

    TransformChain chain() {
        return chain;
    }

    /** How many there are of each sample; {@link Transform#UNLIMITED} where they cannot be counted. */
    public long count() {
        return drawn == 0 ? chain.views() : drawn;
    }

    /** The number of the view that an epoch shows of a sample: {@code mix(VIEW, seed, epoch, id)}, brought below the count. */
    long choose(long seed, int epoch, int id) {
        return drawn == 0
                ? chain.view(seed, epoch, id)
                : Seeds.below(Seeds.mix(Seeds.Use.VIEW, seed, epoch, id), drawn);
    }

    /** The chain's view that a number stands for; those drawn do not depend on a training's seed, so that trainings share them. */
    long inChain(int id, long number) {
        if (drawn == 0) {
            return number;
        }
        long hash = Seeds.mix(Seeds.Use.DRAWN_VIEW, 0, id, number);
        return chain.views() == Transform.UNLIMITED ? hash : Seeds.below(hash, chain.views());
    }

    /** For people. */
    @Override
    public String toString() {
        String all = chain.views() == Transform.UNLIMITED ? "unlimited views" : chain.views() + " views";
        return drawn == 0 ? all : "%d drawn for each sample out of %s".formatted(drawn, all);
    }
}
