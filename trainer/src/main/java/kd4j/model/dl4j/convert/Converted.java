package kd4j.model.dl4j.convert;

import java.util.List;
import kd4j.model.Network;

/**
 * A network that was made of one of DL4J's layers.
 *
 * @param network it answers as that one does, and can be trained
 * @param leftOut what was set there and has no place in a network here, such as the updater, a sentence each
 */
public record Converted(Network network, List<String> leftOut) {
    public Converted {
        leftOut = List.copyOf(leftOut);
    }
}
