package kd4j.method;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kd4j.loss.Part;
import kd4j.loss.Signals;
import kd4j.loss.Term;
import kd4j.model.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One term of an objective at work in one training. */
interface Summand extends AutoCloseable {
    Set<String> studentTaps();

    Set<String> teacherTaps();

    /** The term of this step; gradients of helpers are left in these. */
    Share evaluate(Signals signals, Step step);

    /** Networks that are trained along, by a name that no other summand has. */
    default Map<String, Network> helpers() {
        return Map.of();
    }

    /** As {@link Session#memory}. */
    default Map<String, INDArray> memory() {
        return Map.of();
    }

    /** As {@link Session#start}. */
    default void start(INDArray parameters) {}

    /** As {@link Session#done}. */
    default void done(INDArray parameters) {}

    @Override
    default void close() {
        helpers().values().forEach(Network::close);
    }

    /**
     * What a summand adds to an objective.
     *
     * @param part the term with its weight
     * @param gradients of the term times its weight, by the student's tap; the receiver may change them
     */
    record Share(Part part, Map<String, INDArray> gradients) {
        /** A term whose gradients are new arrays that know nothing of the weight. */
        static Share of(Term term, double weight) {
            Map<String, INDArray> gradients = new TreeMap<>();
            // A term's arrays are new and nobody else's, so they may be scaled in place.
            term.gradients()
                    .forEach((tap, gradient) -> gradients.put(tap, weight == 1 ? gradient : gradient.muli(weight)));
            return new Share(term.weighted(weight), gradients);
        }
    }
}
