package kd4j.export;

import java.util.Optional;
import kd4j.compress.quantise.Grids;
import kd4j.compress.quantise.PostTraining;
import kd4j.model.Network;

/**
 * The network that a file is to answer as.
 *
 * @param network the one that was given, or what its numbers become in the file
 * @param asked the network that is asked for the right answers: the same, or in higher precision
 * @param copied whether these are others than was given, which are closed with this
 * @param rounded what is known of a network of 8 bits
 */
record Rendition(Network network, Network asked, boolean copied, Optional<PostTraining> rounded)
        implements AutoCloseable {
    /** The network as it is. */
    static Rendition same(Network network) {
        return new Rendition(network, network, false, Optional.empty());
    }

    /** Without the layers that round, which only files of 8 bits have. */
    static Rendition exact(Network network) {
        return Grids.rounds(network.blueprint()) ? copy(PostTraining.exact(network)) : same(network);
    }

    /** With weights of 16 bits. */
    static Rendition halves(Network network) {
        try (Rendition exact = exact(network)) {
            return copy(OnnxHalves.rounded(exact.network()));
        }
    }

    /** With every rounding to 8 bits. */
    static Rendition eight(Network network, EightBits how) {
        PostTraining rounded = PostTraining.of(network, how.settings(), how.rows());
        return new Rendition(rounded.network(), rounded.precise(), true, Optional.of(rounded));
    }

    private static Rendition copy(Network network) {
        return new Rendition(network, network, true, Optional.empty());
    }

    @Override
    public void close() {
        if (copied) {
            network.close();
            if (asked != network) {
                asked.close();
            }
        }
    }
}
