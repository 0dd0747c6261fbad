package kd4j.compress;

import java.util.Map;
import kd4j.model.Blueprint;
import kd4j.model.Network;

/** Networks made of others. */
final class Rebuilt {
    private Rebuilt() {}

    static String key(Network.Segment segment) {
        return key(segment.node(), segment.parameter().name());
    }

    static String key(String node, String parameter) {
        return node + "." + parameter;
    }

    /**
     * A network of other layers.
     *
     * @param before where all parameters come from that are not given, by name
     * @param numbers parameters in {@code 'c'} order, by {@link #key}
     */
    static Network of(Network before, Blueprint blueprint, Map<String, double[]> numbers, long seed) {
        Network after = Network.create(blueprint, seed, before.parameters().dataType());
        for (Network.Segment s : after.segments()) {
            double[] given = numbers.get(key(s));
            Weights.write(
                    given != null
                            ? given
                            : Weights.numbers(
                                    before.parameter(s.node(), s.parameter().name())),
                    Weights.part(after.parameters(), s));
        }
        return after;
    }
}
