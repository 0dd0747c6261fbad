package kd4j.model.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kd4j.data.Shape;
import kd4j.model.Blueprint;

/**
 * Which values of an ONNX graph are the samples, the class scores and the taps.
 *
 * @param input the name of the value that takes samples; empty for the only one
 * @param output the name of the value that gives class scores; empty for the only one
 * @param taps names of further outputs, by the name of the tap that they are to be
 * @param channelsFirst whether samples and taps of more than one axis have the channels first there
 * @param samples the shape of the samples, for graphs that leave it open or take them flat; empty where the graph says it
 */
public record Wiring(
        Optional<String> input,
        Optional<String> output,
        Map<String, String> taps,
        boolean channelsFirst,
        Optional<Shape> samples) {
    /** A graph of one input and one output, with the channels first and only the batch left open, as KD4J writes them. */
    public static final Wiring PLAIN = new Wiring(Optional.empty(), Optional.empty(), Map.of(), true, Optional.empty());

    public Wiring {
        taps = Map.copyOf(taps);
    }

    /** The name of the output of each tap, with the class scores. */
    Map<String, String> outputs(String scores) {
        Map<String, String> all = new LinkedHashMap<>(taps);
        all.put(Blueprint.LOGITS, scores);
        return all;
    }
}
