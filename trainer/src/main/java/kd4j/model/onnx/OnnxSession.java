package kd4j.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kd4j.model.ModelException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An opened ONNX file: what goes in and out, and running it on floats. May be used by several threads. */
final class OnnxSession implements AutoCloseable {
    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxSession(Path file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
    }

    /** Opens a file for that many threads of computation. */
    static OnnxSession open(Path file, int threads) {
        if (!Files.isReadable(file)) {
            throw new ModelException(file + ": no such file, or it may not be read. Check the path");
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kd4j");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return new OnnxSession(file, environment, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new ModelException(
                    file + ": not an ONNX model that ONNX Runtime can load (" + e.getMessage()
                            + "). Export it again, or copy it again from where it came",
                    e);
        }
    }

    /** Writes the graph that the runtime makes of a file for this machine. */
    static void optimise(Path file, Path into) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kd4j");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setOptimizedModelFilePath(into.toString());
            environment.createSession(file.toString(), options).close();
        } catch (OrtException e) {
            throw new ModelException(
                    file + ": not an ONNX model that ONNX Runtime can load (" + e.getMessage() + "). Export it again",
                    e);
        }
    }

    /** What goes in, by name; the number type and the sizes, -1 where they are free. */
    Map<String, Value> inputs() {
        return values(this::inputInfo);
    }

    /** What comes out, by name. */
    Map<String, Value> outputs() {
        return values(this::outputInfo);
    }

    /**
     * What goes in or out.
     *
     * @param floats whether it is a tensor of 32-bit floats
     * @param sizes of each axis, -1 where it is free; empty where it is no tensor
     * @param text all of it, for messages
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(boolean floats, long[] sizes, String text) {
        private static Value of(NodeInfo info) {
            return info.getInfo() instanceof TensorInfo tensor
                    ? new Value(tensor.type == OnnxJavaType.FLOAT, tensor.getShape(), tensor.toString())
                    : new Value(false, new long[0], info.getInfo().toString());
        }
    }

    private interface Asked {
        Map<String, NodeInfo> infos() throws OrtException;
    }

    private Map<String, NodeInfo> inputInfo() throws OrtException {
        return session.getInputInfo();
    }

    private Map<String, NodeInfo> outputInfo() throws OrtException {
        return session.getOutputInfo();
    }

    private Map<String, Value> values(Asked asked) {
        try {
            Map<String, Value> values = new LinkedHashMap<>();
            asked.infos().forEach((name, info) -> values.put(name, Value.of(info)));
            return values;
        } catch (OrtException e) {
            throw failed("could not tell its inputs and outputs", e);
        }
    }

    /** What whoever made the file wrote about it. */
    Map<String, String> metadata() {
        try {
            return new TreeMap<>(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw failed("could not read its metadata", e);
        }
    }

    /**
     * Runs the graph.
     *
     * @param input the name of the value to fill
     * @param values floats in {@code 'c'} order, from the first of its memory on
     * @param sizes how the graph is to see them
     * @param outputs names of the values that are wanted
     */
    Map<String, INDArray> run(String input, INDArray values, long[] sizes, Set<String> outputs) {
        FloatBuffer floats = values.data()
                .asNio()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .limit(Math.toIntExact(values.length()));
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, floats, sizes);
                OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
            Map<String, INDArray> answers = new LinkedHashMap<>();
            for (String name : outputs) {
                answers.put(name, array((OnnxTensor) result.get(name).orElseThrow()));
            }
            return answers;
        } catch (OrtException e) {
            throw failed("failed on %d rows".formatted(sizes[0]), e);
        } finally {
            Reference.reachabilityFence(values); // ONNX Runtime reads its memory, which a buffer does not keep alive
        }
    }

    /**
     * Runs the graph on whole numbers.
     *
     * @param inputs {@code [rows][time]} by name
     * @param output the name of the value that is wanted
     */
    INDArray run(Map<String, long[][]> inputs, String output) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, long[][]> input : inputs.entrySet()) {
                tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return array((OnnxTensor) result.get(0));
            }
        } catch (OrtException e) {
            throw failed("failed on whole numbers", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static INDArray array(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return Nd4j.create(values, tensor.getInfo().getShape(), 'c');
    }

    private ModelException failed(String what, OrtException e) {
        return new ModelException("%s: ONNX Runtime %s: %s".formatted(file, what, e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed("could not close it", e);
        }
    }
}
