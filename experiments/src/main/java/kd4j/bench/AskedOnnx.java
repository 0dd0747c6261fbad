package kd4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** An ONNX file in ONNX Runtime, with as little around it as there can be. */
final class AskedOnnx implements Asked {
    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final long[] sizes;

    private AskedOnnx(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.input = session.getInputNames().iterator().next();
        this.sizes = ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
    }

    static AskedOnnx open(Path file, int threads) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kd4j");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            return new AskedOnnx(file, environment, environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw failed(file, e);
        }
    }

    @Override
    public int values() {
        long values = 1;
        for (int i = 1; i < sizes.length; i++) {
            values *= sizes[i];
        }
        if (values < 1) {
            throw new BenchException(
                    file + ": its input has axes of no fixed size. Export it with fixed ones, only the batch free");
        }
        return Math.toIntExact(values);
    }

    @Override
    public float[] ask(float[] rows) {
        long[] shape = sizes.clone();
        shape[0] = rows.length / values();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer answer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] numbers = new float[answer.remaining()];
            answer.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw failed(file, e);
        }
    }

    private static BenchException failed(Path file, OrtException e) {
        return new BenchException(
                "%s: ONNX Runtime cannot use it: %s. Check it with kd4j verify".formatted(file, e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(file, e);
        }
    }
}
