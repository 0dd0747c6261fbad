package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/** What the parts of {@link KernelContract} test. */
interface KernelsUnderTest {
    /** New kernels. */
    Kernels kernels();

    /** Float or double. */
    DataType type();
}
