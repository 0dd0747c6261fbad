package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One use of kernels on arrays that are views into larger ones: inputs as given, outputs full of NaN.
 *
 * @param call what is done
 * @param inputs what the call reads
 */
record Trial(Call call, List<Tensor> inputs) {
    /** A use of kernels: reads the first arrays, fills the others. */
    @FunctionalInterface
    interface Call {
        void run(Kernels kernels, INDArray[] inputs, INDArray[] outputs);
    }

    Trial(Call call, Tensor... inputs) {
        this(call, List.of(inputs));
    }

    /** Checks the answers, that nothing else changed, and that the same kernels and new ones answer with the same bits. */
    void check(KernelsUnderTest test, Expected... expected) {
        Kernels kernels = test.kernels();
        long[][] shapes = Stream.of(expected).map(Expected::shape).toArray(long[][]::new);
        double[][] first = answers(kernels, test.type(), shapes);
        for (int i = 0; i < expected.length; i++) {
            assertEquals("", expected[i].difference(first[i], test.type()), "output " + i);
        }
        assertArrayEquals(first, answers(kernels, test.type(), shapes), "the same kernels again");
        assertArrayEquals(first, answers(test.kernels(), test.type(), shapes), "other kernels");
    }

    /** The outputs of these shapes, and checks that nothing else was written. */
    double[][] answers(Kernels kernels, DataType type, long[]... shapes) {
        Tensor.View[] in = inputs.stream().map(x -> x.placed(type)).toArray(Tensor.View[]::new);
        Tensor.View[] out = Stream.of(shapes).map(s -> Tensor.View.of(type, s)).toArray(Tensor.View[]::new);
        call.run(kernels, arrays(in), arrays(out));
        for (int i = 0; i < in.length; i++) {
            assertArrayEquals(inputs.get(i).values(), Tensor.read(in[i].array()), 0.0, "input " + i + " changed");
        }
        Stream.of(in, out).flatMap(Arrays::stream).forEach(v -> assertTrue(v.untouchedAround(), "wrote beside"));
        return Stream.of(out).map(v -> Tensor.read(v.array())).toArray(double[][]::new);
    }

    private static INDArray[] arrays(Tensor.View... views) {
        return IntStream.range(0, views.length).mapToObj(i -> views[i].array()).toArray(INDArray[]::new);
    }
}
