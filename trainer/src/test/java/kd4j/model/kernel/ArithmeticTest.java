package kd4j.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ArithmeticTest {
    private static Class<?> chosen(DataType type, String backend) {
        return Arithmetic.fastest(type, backend).getClass();
    }

    @Test
    void onAGpuEverythingIsDoneByNd4j() {
        assertEquals(Nd4jKernels.class, chosen(DataType.FLOAT, "JCublasBackend"));
        assertEquals(Nd4jKernels.class, chosen(DataType.DOUBLE, "JCublasBackend"));
    }

    @Test
    void doublesAreDoneByNd4j() {
        assertEquals(Nd4jKernels.class, chosen(DataType.DOUBLE, "CpuBackend"));
    }

    @Test
    void floatsOnAProcessorAreDoneByOneDnnWhereItLoads() {
        Class<?> expected = OneDnnKernels.unavailable().isEmpty() ? OneDnnKernels.class : Nd4jKernels.class;
        assertEquals(expected, chosen(DataType.FLOAT, "CpuBackend"));
    }

    @Test
    void eachNetworkHasItsOwn() {
        Kernels one = Arithmetic.fastest(DataType.FLOAT);
        Kernels two = Arithmetic.fastest(DataType.FLOAT);
        assertNotSame(one, two);
    }
}
