package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;

final class OneDnnKernelsTest implements KernelContract {
    @Override
    public Kernels kernels() {
        return new OneDnnKernels();
    }

    @Override
    public DataType type() {
        return DataType.FLOAT;
    }
}
