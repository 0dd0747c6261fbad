package kd4j.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Keeps parameters of a network as they are, bit for bit, while the others are trained: whatever a step does to them, by
 * gradients, weight decay, momentum or running statistics, and whatever the optimiser learns about them, is undone.
 */
final class Frozen {
    private final Network network;
    private final Optional<INDArray> optimizer;
    private List<String> names = List.of();
    private List<Piece> gradients = List.of();
    private List<Piece> kept = List.of();

    /**
     * @param view the numbers at work
     * @param numbers what they are
     */
    private record Piece(INDArray view, INDArray numbers) {
        void restore() {
            view.assign(numbers);
        }
    }

    Frozen(Network network, Optional<INDArray> optimizer) {
        this.network = network;
        this.optimizer = optimizer;
    }

    /** Says what is frozen in the next step, by {@code layer.parameter}. */
    void next(List<String> frozen) {
        if (frozen.equals(names)) {
            return;
        }
        names = List.copyOf(frozen);
        Set<String> wanted = new HashSet<>(names);
        List<Piece> all = new ArrayList<>();
        List<Piece> zeros = new ArrayList<>();
        for (Network.Segment s : network.segments()) {
            if (wanted.contains(s.node() + "." + s.parameter().name())) {
                all.add(piece(network.parameters(), s.from(), s.to()));
                optimizer.ifPresent(state -> addStates(state, s, all));
                INDArray gradient = view(network.gradients(), s.from(), s.to());
                zeros.add(new Piece(gradient, gradient.like()));
            }
        }
        kept = all;
        gradients = zeros;
    }

    /** The optimiser's state is one or more vectors of the length of the parameters, one behind the other. */
    private void addStates(INDArray state, Network.Segment s, List<Piece> all) {
        long length = network.parameters().length();
        for (long at = 0; at < state.length(); at += length) {
            all.add(piece(state, at + s.from(), at + s.to()));
        }
    }

    private static Piece piece(INDArray vector, long from, long to) {
        INDArray view = view(vector, from, to);
        return new Piece(view, view.dup());
    }

    private static INDArray view(INDArray vector, long from, long to) {
        return vector.get(NDArrayIndex.interval(from, to));
    }

    /** Before the optimiser: gradients are 0, so that they count in no norm. */
    void clear() {
        gradients.forEach(Piece::restore);
    }

    /** Behind the optimiser. */
    void restore() {
        kept.forEach(Piece::restore);
    }
}
