package kd4j.compress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kd4j.component.Names;
import kd4j.component.Patterns;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Network;
import kd4j.model.Parameter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The weights that a step of a plan may work on, by the names of their layers, and their numbers. */
final class Weights {
    private Weights() {}

    /** Where the weights of the layers stand that are meant; biases, normalisations and running statistics never. */
    static List<Network.Segment> of(Network network, List<String> layers) {
        return network.segments().stream()
                .filter(s -> s.parameter().role() == Parameter.Role.WEIGHT && meant(layers, s.node()))
                .toList();
    }

    static boolean meant(List<String> layers, String node) {
        return layers.stream().anyMatch(pattern -> Patterns.fits(pattern, node));
    }

    /** A problem for each pattern that means no layer with weights. */
    static List<String> problems(Blueprint student, List<String> layers) {
        Map<String, List<Shape>> inputs = student.inputs();
        List<String> names = student.nodes().stream()
                .filter(n -> n.operation().parameters(inputs.get(n.name())).stream()
                        .anyMatch(p -> p.role() == Parameter.Role.WEIGHT))
                .map(Blueprint.Node::name)
                .toList();
        List<String> problems = new ArrayList<>();
        for (String pattern : layers) {
            if (names.stream().noneMatch(name -> Patterns.fits(pattern, name))) {
                problems.add("layers: the student has no layer with weights '%s'.%s It has %s"
                        .formatted(pattern, Names.suggestion(pattern, names), String.join(", ", names)));
            }
        }
        return problems;
    }

    /** A stretch of a vector that is in the order of a network's parameters. */
    static INDArray part(INDArray vector, Network.Segment segment) {
        return vector.get(NDArrayIndex.interval(segment.from(), segment.to()));
    }

    /** The numbers of an array in {@code 'c'} order. */
    static double[] numbers(INDArray array) {
        return array.reshape('c', new long[] {array.length()})
                .castTo(DataType.DOUBLE)
                .toDoubleVector();
    }

    static long zeros(INDArray array) {
        return Arrays.stream(numbers(array)).filter(v -> v == 0).count();
    }

    /** Puts numbers into a stretch of memory. */
    static void write(double[] numbers, INDArray into) {
        into.assign(Nd4j.createFromArray(numbers).castTo(into.dataType()).reshape('c', into.shape()));
    }
}
