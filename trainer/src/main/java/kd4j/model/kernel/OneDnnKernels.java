package kd4j.model.kernel;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kd4j.memory.HostMemory;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arithmetic with oneDNN on the memory of ND4J's arrays, for floats on x86-64 processors. Each shape's calculation is prepared
 * when it is first met. Convolutions go the direct way: equal arrays give equal bits wherever the processor and the number of
 * OpenMP threads are the same. What oneDNN has nothing for is left to {@link Nd4jKernels}.
 */
public final class OneDnnKernels implements Kernels {
    private final Nd4jKernels others = new Nd4jKernels();
    private final DnnlEngine engine;
    private final DnnlProducts products;
    private final DnnlNorm norm;
    private final DnnlPool pool;
    private final DnnlEltwise eltwise;
    private final DnnlSums sums;
    private final DnnlCache<DnnlConvolution.Shape, DnnlConvolution> convolutions;

    /**
     * Kernels of their own shapes and scratch memory, for one network.
     *
     * @throws KernelException where {@link #unavailable} gives a reason
     */
    public OneDnnKernels() {
        unavailable().ifPresent(reason -> {
            throw new KernelException(reason);
        });
        engine = new DnnlEngine();
        products = new DnnlProducts(engine);
        pool = new DnnlPool(engine);
        eltwise = new DnnlEltwise(engine);
        sums = new DnnlSums(engine);
        norm = new DnnlNorm(engine, new DnnlOddNorm(engine, eltwise, sums));
        convolutions = new DnnlCache<>(shape -> new DnnlConvolution(engine, shape));
    }

    /** Why these kernels cannot be used here, in words; empty where they can. */
    public static Optional<String> unavailable() {
        return Availability.REASON;
    }

    /** Version of the library, for records of what ran. Only where it is available. */
    public static String version() {
        var version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** The library, and the code that it chose on this processor for each convolution so far. */
    @Override
    public List<String> choices() {
        Stream<String> chosen = convolutions.values().stream()
                .map(DnnlConvolution::implementations)
                .sorted();
        return Stream.concat(Stream.of("oneDNN " + version()), chosen).toList();
    }

    @Override
    public void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray output) {
        products.multiply(a, transposeA, b, transposeB, output);
    }

    @Override
    public void affine(INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output) {
        products.affine(input, weight, bias, relu, output);
    }

    @Override
    public void affineGradient(
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        products.gradient(input, outputGradient, inputGradient, weight, weightGradient, biasGradient);
    }

    @Override
    public void addBias(INDArray values, INDArray bias) {
        eltwise.addBias(values, bias);
    }

    @Override
    public void channelSums(INDArray values, INDArray result) {
        sums.sum(values, result);
    }

    @Override
    public void convolve(
            Window window, int groups, INDArray input, INDArray weight, INDArray bias, boolean relu, INDArray output) {
        convolution(window, groups, input, weight, bias, relu).forward(input, weight, bias, output);
    }

    @Override
    public void convolveGradient(
            Window window,
            int groups,
            INDArray input,
            INDArray weight,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        DnnlConvolution convolution = convolution(window, groups, input, weight, biasGradient, false);
        convolution.weights(input, outputGradient, weightGradient, biasGradient);
        if (inputGradient != null) {
            convolution.data(outputGradient, weight, inputGradient);
        }
    }

    private DnnlConvolution convolution(
            Window window, int groups, INDArray input, INDArray weight, INDArray bias, boolean relu) {
        return convolutions.of(DnnlConvolution.Shape.of(window, groups, input, weight, bias != null, relu));
    }

    @Override
    public void maxPool(Window window, INDArray input, Memo memo, INDArray output) {
        pool.largest(window, input, memo, output);
    }

    @Override
    public void maxPoolGradient(
            Window window, INDArray input, INDArray outputGradient, Memo memo, INDArray inputGradient) {
        pool.largestGradient(window, outputGradient, memo, inputGradient);
    }

    @Override
    public void averagePool(Window window, INDArray input, INDArray output) {
        pool.mean(window, input, output);
    }

    @Override
    public void averagePoolGradient(Window window, INDArray input, INDArray outputGradient, INDArray inputGradient) {
        pool.meanGradient(window, outputGradient, inputGradient);
    }

    @Override
    public void imageMeans(INDArray input, INDArray output) {
        pool.mean(whole(input), input, output);
    }

    @Override
    public void imageMeansGradient(INDArray outputGradient, INDArray inputGradient) {
        pool.meanGradient(whole(inputGradient), outputGradient, inputGradient);
    }

    private static Window whole(INDArray images) {
        return new Window(Math.toIntExact(images.size(1)), Math.toIntExact(images.size(2)), 1, 1, 0, 0);
    }

    @Override
    public void apply(Function function, INDArray input, INDArray output) {
        eltwise.apply(function, input, output);
    }

    @Override
    public void applyGradient(
            Function function, INDArray input, INDArray output, INDArray outputGradient, INDArray inputGradient) {
        eltwise.gradient(function, input, output, outputGradient, inputGradient);
    }

    @Override
    public void add(INDArray a, INDArray b, boolean relu, INDArray output) {
        eltwise.add(a, b, relu, output);
    }

    @Override
    public void scaleShift(INDArray input, INDArray scale, INDArray shift, boolean relu, INDArray output) {
        norm.scaleShift(input, scale, shift, relu, output);
    }

    @Override
    public void normalize(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output) {
        norm.normalize(input, gamma, beta, epsilon, relu, mean, variance, memo, output);
    }

    @Override
    public void normalizeGradient(
            INDArray input,
            INDArray gamma,
            INDArray beta,
            double epsilon,
            boolean relu,
            INDArray mean,
            INDArray variance,
            Memo memo,
            INDArray output,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray gammaGradient,
            INDArray betaGradient) {
        norm.gradient(
                input,
                gamma,
                beta,
                epsilon,
                relu,
                mean,
                variance,
                memo,
                output,
                outputGradient,
                inputGradient,
                gammaGradient,
                betaGradient);
    }

    @Override
    public void softmax(INDArray input, INDArray output) {
        eltwise.softmax(input, output);
    }

    @Override
    public void softmaxGradient(INDArray output, INDArray outputGradient, INDArray inputGradient) {
        eltwise.softmaxGradient(output, outputGradient, inputGradient);
    }

    @Override
    public void dropoutMask(long seed, double rate, INDArray mask) {
        others.dropoutMask(seed, rate, mask);
    }

    @Override
    public void times(INDArray a, INDArray b, INDArray output) {
        eltwise.times(a, b, output);
    }

    /** The product in Java: an operation of ND4J takes longer to begin than such a vector takes to read. The sum is BLAS's. */
    @Override
    public void blend(double kept, INDArray running, double share, INDArray more) {
        FloatBuffer values = HostMemory.floats(running);
        for (int i = 0; i < running.length(); i++) {
            values.put(i, values.get(i) * (float) kept);
        }
        Nd4j.getBlasWrapper().level1().axpy(running.length(), share, more, running);
    }

    @Override
    public void clear(INDArray vector) {
        FloatBuffer values = HostMemory.floats(vector);
        for (int i = 0; i < vector.length(); i++) {
            values.put(i, 0);
        }
        Reference.reachabilityFence(vector);
    }

    /** Looked up once, when first asked for: loading the library unpacks it. */
    private static final class Availability {
        static final Optional<String> REASON = reason();

        private static Optional<String> reason() {
            try {
                Loader.load(dnnl.class);
                return Optional.empty();
            } catch (LinkageError missing) {
                return Optional.of("oneDNN (org.bytedeco:dnnl) does not load on " + Loader.getPlatform() + ": "
                        + missing.getMessage() + ". ND4J's kernels run instead; for speed, build on a platform it has a"
                        + " library for (linux-x86_64, macosx-x86_64, windows-x86_64)");
            }
        }
    }
}
