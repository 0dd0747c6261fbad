package kd4j.model.kernel;

/**
 * What every {@link Kernels} must keep; a test of one implements this. Every method, forward and backward, is compared with
 * loops over 64-bit numbers that are written down in the parts of the contract and don't use ND4J.
 */
interface KernelContract
        extends MatrixContract,
                ConvolutionContract,
                PoolingContract,
                NormalizationContract,
                ElementContract,
                SoftmaxContract,
                RepetitionContract {}
