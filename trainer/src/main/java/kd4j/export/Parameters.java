package kd4j.export;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import kd4j.data.Shape;
import kd4j.file.Floats;
import kd4j.file.Sha256;
import kd4j.model.Blueprint;
import kd4j.model.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks up a network's numbers. */
@FunctionalInterface
interface Parameters {
    /** The parameter of that name in the layer of that name. */
    INDArray of(String layer, String name);

    /** SHA-256 of all numbers as little-endian floats, each parameter in {@code 'c'} order, in the order of the layers. */
    default String digest(Blueprint plan) {
        MessageDigest digest = Sha256.begin();
        Map<String, List<Shape>> inputs = plan.inputs();
        for (Blueprint.Node node : plan.nodes()) {
            for (Parameter parameter : node.operation().parameters(inputs.get(node.name()))) {
                digest.update(Floats.bytes(
                        of(node.name(), parameter.name()).dup('c').data().asFloat()));
            }
        }
        return Sha256.end(digest);
    }
}
