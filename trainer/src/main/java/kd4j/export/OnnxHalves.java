package kd4j.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import kd4j.compress.quantise.PostTraining;
import kd4j.file.Halves;
import kd4j.model.Network;
import kd4j.model.Parameter.Role;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights of 16 bits. */
final class OnnxHalves {
    /** Shorter arrays are not worth the operation that widens them. */
    private static final int SHORTEST = 128;

    private OnnxHalves() {}

    /** A copy of a network, in 32-bit floats, whose weights 16 bits hold; the caller closes it. */
    static Network rounded(Network network) {
        Network rounded = Network.create(network.blueprint(), 0);
        PostTraining.copy(network, rounded);
        for (Network.Segment s : rounded.segments()) {
            if (s.parameter().role() == Role.WEIGHT) {
                round(rounded.parameter(s.node(), s.parameter().name()));
            }
        }
        return rounded;
    }

    private static void round(INDArray weights) {
        float[] numbers = weights.dup('c').data().asFloat();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Halves.hold(numbers[i]) ? Halves.number(Halves.of(numbers[i])) : numbers[i];
        }
        weights.assign(Nd4j.create(numbers, weights.shape(), 'c'));
    }

    /** Whether numbers are worth it and nothing of them is lost. */
    static boolean saves(float[] numbers) {
        boolean exact = numbers.length >= SHORTEST;
        for (int i = 0; exact && i < numbers.length; i++) {
            exact = Halves.hold(numbers[i]) && Halves.number(Halves.of(numbers[i])) == numbers[i];
        }
        return exact;
    }

    static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Short.BYTES, numbers.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putShort(Halves.of(number));
        }
        return bytes.array();
    }
}
