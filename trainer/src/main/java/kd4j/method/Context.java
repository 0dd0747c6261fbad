package kd4j.method;

import java.util.List;
import java.util.Map;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.model.Blueprint;

/**
 * What a method may know of the training that it begins.
 *
 * @param student the student
 * @param teacher the shape of a row of each array that the teacher can give, in the order of the network; empty where there is no
 *     teacher
 * @param rows what the student learns from
 * @param epochs epochs of the whole training
 * @param seed all random draws of the method follow from it
 */
public record Context(Blueprint student, Map<String, Shape> teacher, Samples rows, int epochs, long seed) {
    /** A training of which only the networks matter. */
    public static Context of(Blueprint student, Map<String, Shape> teacher) {
        Samples none = MemorySamples.ofFloats(student.input(), new float[0][], new int[0]);
        return new Context(student, teacher, none, 1, 0);
    }

    /** What the rows are asked about. */
    Asked asked() {
        return Asked.of(rows);
    }

    List<String> studentTaps() {
        return List.copyOf(student.shapes().keySet());
    }
}
