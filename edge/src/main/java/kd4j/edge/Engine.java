package kd4j.edge;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/** An ONNX file in memory, opened: rows of floats in, rows of floats out. May be used by several threads. */
final class Engine implements AutoCloseable {
    private final String where;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final long[] sizes;
    private final int outputs;

    private Engine(
            String where, OrtEnvironment environment, OrtSession session, String input, long[] sizes, int outputs) {
        this.where = where;
        this.environment = environment;
        this.session = session;
        this.input = input;
        this.sizes = sizes;
        this.outputs = outputs;
    }

    /**
     * Opens a file.
     *
     * @param row the sizes of a row in the order that the file wants
     * @throws BundleException when ONNX Runtime cannot load it, or it takes and gives something else
     */
    static Engine open(String where, byte[] file, long[] row, int outputs, int threads) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kd4j");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(file, options);
            boolean fine = false;
            try {
                String input = only(where, "input", session.getInputInfo(), row);
                only(where, "output", session.getOutputInfo(), new long[] {outputs});
                fine = true;
                return new Engine(where, environment, session, input, row, outputs);
            } finally {
                if (!fine) {
                    session.close();
                }
            }
        } catch (OrtException e) {
            throw new BundleException(
                    Refusal.of(
                                    where,
                                    "ONNX Runtime cannot load its model (%s)",
                                    Refusal.shown(String.valueOf(e.getMessage())))
                            .getMessage(),
                    e);
        }
    }

    private static String only(String where, String what, Map<String, NodeInfo> infos, long[] row) {
        NodeInfo info = infos.values().iterator().next();
        long[] wanted = new long[row.length + 1];
        wanted[0] = -1;
        System.arraycopy(row, 0, wanted, 1, row.length);
        boolean fine = infos.size() == 1
                && info.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && Arrays.equals(tensor.getShape(), wanted);
        if (!fine) {
            throw Refusal.of(
                    where,
                    "its model has the %ss %s; the manifest says one of floats with the shape %s",
                    what,
                    Refusal.shown(infos.toString()),
                    Arrays.toString(wanted));
        }
        return info.getName();
    }

    float[] run(float[] values, int rows) {
        long[] shape = new long[sizes.length + 1];
        shape[0] = rows;
        System.arraycopy(sizes, 0, shape, 1, sizes.length);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Collections.singletonMap(input, tensor))) {
            FloatBuffer answer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (answer.remaining() != rows * outputs) {
                throw Refusal.of(
                        where, "its model gave %d numbers for %d rows of %d", answer.remaining(), rows, outputs);
            }
            float[] numbers = new float[rows * outputs];
            answer.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw new BundleException(
                    where + ": ONNX Runtime failed on " + rows + " rows: " + e.getMessage()
                            + ". Ask fewer rows at once",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new BundleException(where + ": ONNX Runtime could not close it: " + e.getMessage(), e);
        }
    }
}
