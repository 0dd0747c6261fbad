package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class OneDnnKernelsTest implements KernelContract {
    @Override
    public Kernels kernels() {
        return new OneDnnKernels();
    }

    @Override
    public DataType type() {
        return DataType.FLOAT;
    }

    @Test
    void thisBuildBringsTheLibrary() {
        assertEquals(Optional.empty(), OneDnnKernels.unavailable());
        assertEquals("2.5.2", OneDnnKernels.version());
    }

    @Test
    void otherTypesThanFloatsAreRefused() {
        INDArray doubles = Nd4j.create(DataType.DOUBLE, 2, 2);
        KernelException refused =
                assertThrows(KernelException.class, () -> kernels().apply(Function.RELU, doubles, doubles));
        assertEquals(
                "oneDNN's kernels work on floats and were given an array of DOUBLE: a network of this type needs"
                        + " Nd4jKernels",
                refused.getMessage());
    }

    @Test
    void whatOneDnnHasNoCodeForIsNamed() {
        // A padding as wide as the window leaves windows without a single pixel.
        INDArray images = Nd4j.ones(DataType.FLOAT, 1, 4, 4, 1);
        INDArray means = Nd4j.ones(DataType.FLOAT, 1, 8, 8, 1);
        KernelException refused =
                assertThrows(KernelException.class, () -> kernels().averagePool(Window.square(3, 1, 3), images, means));
        assertEquals(
                "oneDNN has no pooling of this kind (status 2): report the recipe, and use ND4J's kernels until it is"
                        + " mended",
                refused.getMessage());
    }

    @Test
    void callsOfKnownShapesMakeNothingNew() {
        Kernels kernels = kernels();
        INDArray images = Nd4j.ones(DataType.FLOAT, 2, 8, 8, 4);
        INDArray weight = Nd4j.ones(DataType.FLOAT, 4, 4, 3, 3);
        INDArray gradient = Nd4j.ones(DataType.FLOAT, 4, 4, 3, 3);
        INDArray output = Nd4j.ones(DataType.FLOAT, 2, 8, 8, 4);
        Window window = Window.square(3, 1, 1);
        Runnable step = () -> {
            kernels.convolve(window, 1, images, weight, null, true, output);
            kernels.convolveGradient(window, 1, images, weight, output, images, gradient, null);
        };
        step.run();
        long before = Pointer.totalBytes();
        for (int i = 0; i < 1000; i++) {
            step.run();
        }
        assertTrue(Pointer.totalBytes() <= before, () -> before + " bytes became " + Pointer.totalBytes());
    }

    @Test
    void theCodeOfEachConvolutionIsNamed() {
        OneDnnKernels kernels = new OneDnnKernels();
        INDArray images = Nd4j.ones(DataType.FLOAT, 2, 8, 6, 4);
        INDArray weight = Nd4j.ones(DataType.FLOAT, 16, 4, 3, 3);
        INDArray output = Nd4j.ones(DataType.FLOAT, 2, 8, 6, 16);
        assertEquals(List.of("oneDNN " + OneDnnKernels.version()), kernels.choices());
        kernels.convolve(Window.square(3, 1, 1), 1, images, weight, null, true, output);
        String choice = kernels.choices().get(1);
        assertTrue(choice.matches("3x3 4->16@8x6 forward [a-z0-9_:]+"), choice);
    }

    @Test
    void theShapesUsedLastAreKept() {
        int[] made = new int[1];
        DnnlCache<Integer, Integer> cache = new DnnlCache<>(shape -> made[0]++);
        for (int shape = 0; shape < 501; shape++) {
            cache.of(shape);
            cache.of(0);
        }
        assertEquals(501, made[0]);
        assertEquals(0, cache.of(0));
        assertEquals(501, cache.of(1), "made once more");
    }
}
