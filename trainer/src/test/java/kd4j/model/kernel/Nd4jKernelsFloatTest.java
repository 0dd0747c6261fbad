package kd4j.model.kernel;

import org.nd4j.linalg.api.buffer.DataType;

final class Nd4jKernelsFloatTest implements KernelContract {
    @Override
    public Kernels kernels() {
        return new Nd4jKernels();
    }

    @Override
    public DataType type() {
        return DataType.FLOAT;
    }
}
