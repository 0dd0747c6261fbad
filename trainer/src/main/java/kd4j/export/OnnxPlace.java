package kd4j.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.data.Shape;
import onnx.Onnx.AttributeProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a layer is written.
 *
 * @param graph takes the nodes
 * @param name the layer's name, to be the name of its value
 * @param inputs the shapes that it gets, channels last
 * @param values the names of the values that it gets
 * @param parameters all numbers of the network
 * @param weights the values of weight and, where there is one, bias, where they have been written already
 */
record OnnxPlace(
        OnnxGraph graph,
        String name,
        List<Shape> inputs,
        List<String> values,
        Parameters parameters,
        Optional<List<String>> weights) {
    OnnxPlace(OnnxGraph graph, String name, List<Shape> inputs, List<String> values, Parameters parameters) {
        this(graph, name, inputs, values, parameters, Optional.empty());
    }

    /** The only shape that it gets. */
    Shape input() {
        return inputs.get(0);
    }

    /** The name of the only value that it gets. */
    String value() {
        return values.get(0);
    }

    /** One of the layer's parameters. */
    INDArray parameter(String parameter) {
        return parameters.of(name, parameter);
    }

    /** Writes one of the layer's parameters. */
    String constant(String parameter) {
        return constant(parameter, parameter(parameter));
    }

    /** Writes numbers. */
    String constant(String constant, INDArray numbers) {
        return graph.constant(name + "/" + constant, numbers);
    }

    /** Writes sizes or axes. */
    String integers(String constant, long... values) {
        return graph.constant(name + "/" + constant, values);
    }

    /** What comes in, the weight and, where there is one, the bias. */
    List<String> weighted(boolean bias) {
        if (weights.isPresent()) {
            return Stream.concat(Stream.of(value()), weights.get().stream()).toList();
        }
        return bias ? List.of(value(), constant("weight"), constant("bias")) : List.of(value(), constant("weight"));
    }

    /** Writes the operation that ends the layer, and answers the name of its value. */
    String node(String operation, List<String> inputs, AttributeProto... attributes) {
        return graph.node(name, operation, inputs, attributes);
    }

    /** Writes an operation on the way there. */
    String step(String step, String operation, List<String> inputs, AttributeProto... attributes) {
        return graph.node(name + "/" + step, operation, inputs, attributes);
    }

    /** Writes an operation of several answers on the way there, of which one is used. */
    String step(String step, int answer, String operation, List<String> inputs, AttributeProto... attributes) {
        return graph.node(name + "/" + step, answer, operation, inputs, attributes);
    }

    /** Writes one number that does not come from the network. */
    String scalar(String constant, double number) {
        return constant(constant, Nd4j.scalar((float) number));
    }
}
