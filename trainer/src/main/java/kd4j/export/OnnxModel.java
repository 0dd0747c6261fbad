package kd4j.export;

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
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import kd4j.component.ShapeException;
import kd4j.data.Shape;
import kd4j.model.Blueprint;
import kd4j.model.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ONNX file as a model, run by ONNX Runtime: one float input of {@code [batch, channels, height, width]} or {@code [batch,
 * features]}, one float output of {@code [batch, classes]}, whatever their names. Features come in with channels last, as
 * everywhere in KD4J, and are turned here. May be used by several threads.
 */
public final class OnnxModel implements Model {
    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String inputName;
    private final Shape input;
    private final int classes;

    private OnnxModel(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.file = file;
        this.environment = environment;
        this.session = session;
        NodeInfo in = only(session.getInputInfo(), "input");
        NodeInfo out = only(session.getOutputInfo(), "output");
        inputName = in.getName();
        input = Layout.ofChannelsFirst(sample(in, "input"));
        long[] scores = sample(out, "output");
        if (scores.length != 1) {
            throw unfit("output '%s' has a shape other than [batch, classes]".formatted(out.getName()));
        }
        classes = Math.toIntExact(scores[0]);
    }

    /** Opens a file for one thread of computation, which is the fastest choice for small networks on few cores. */
    public static OnnxModel open(Path file) {
        return open(file, 1);
    }

    /**
     * Opens a file.
     *
     * @param threads threads that work on one batch, 1 or more
     * @throws ExportException when the file is missing, damaged or no classifier of one input
     */
    public static OnnxModel open(Path file, int threads) {
        if (!Files.isReadable(file)) {
            throw new ExportException(file + ": no such file, or it may not be read. Check the path");
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "kd4j");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(file.toString(), options);
            return owning(file, environment, session);
        } catch (OrtException e) {
            throw new ExportException(
                    file + ": not an ONNX model that ONNX Runtime can load (" + e.getMessage()
                            + "). Export it again, or copy it again from where it came",
                    e);
        }
    }

    private static OnnxModel owning(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        boolean opened = false;
        try {
            OnnxModel model = new OnnxModel(file, environment, session);
            opened = true;
            return model;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public Set<String> taps() {
        return Set.of(Blueprint.LOGITS);
    }

    @Override
    public Map<String, INDArray> forward(INDArray features, Set<String> taps) {
        if (!taps().containsAll(taps)) {
            throw new ExportException("%s: taps wanted: %s; an ONNX file gives only %s".formatted(file, taps, taps()));
        }
        long[] wanted = input.batch(features.size(0));
        if (!Arrays.equals(wanted, features.shape())) {
            throw new ShapeException("%s takes features of %s, given %s"
                    .formatted(file, Arrays.toString(wanted), Arrays.toString(features.shape())));
        }
        INDArray given = channelsFirst(features.castTo(DataType.FLOAT));
        try {
            return Map.of(Blueprint.LOGITS, run(given));
        } finally {
            Reference.reachabilityFence(given); // ONNX Runtime reads its memory, which a buffer does not keep alive
            if (given != features && given.closeable()) {
                given.close();
            }
        }
    }

    /** The features themselves where their bytes can be handed over as they are, else a copy. */
    private INDArray channelsFirst(INDArray features) {
        if (!Layout.sameOrder(input)) {
            return features.permute(Layout.toFirst(input)).dup('c');
        }
        boolean plain = features.ordering() == 'c'
                && !features.isView()
                && features.data().offset() == 0;
        return plain ? features : features.dup('c');
    }

    private INDArray run(INDArray channelsFirst) {
        long rows = channelsFirst.size(0);
        FloatBuffer floats = channelsFirst
                .data()
                .asNio()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .limit(Math.toIntExact(channelsFirst.length()));
        long[] sizes = new long[input.rank() + 1];
        sizes[0] = rows;
        System.arraycopy(Layout.channelsFirst(input), 0, sizes, 1, input.rank());
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, floats, sizes);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            float[] logits = new float[Math.toIntExact(rows * classes)];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(logits);
            return Nd4j.create(logits, new long[] {rows, classes}, 'c');
        } catch (OrtException e) {
            throw new ExportException(
                    "%s: ONNX Runtime failed on %d rows: %s".formatted(file, rows, e.getMessage()), e);
        }
    }

    private NodeInfo only(Map<String, NodeInfo> values, String what) {
        if (values.size() != 1) {
            throw unfit("it has %d %ss: %s".formatted(values.size(), what, values.keySet()));
        }
        return values.values().iterator().next();
    }

    /** A value's sizes behind the batch. */
    private long[] sample(NodeInfo value, String what) {
        if (!(value.getInfo() instanceof TensorInfo tensor)
                || tensor.type != OnnxJavaType.FLOAT
                || tensor.getShape().length < 2) {
            throw unfit("%s '%s' is %s".formatted(what, value.getName(), value.getInfo()));
        }
        long[] shape = tensor.getShape();
        long[] sample = Arrays.copyOfRange(shape, 1, shape.length);
        if (shape[0] != -1 || Arrays.stream(sample).anyMatch(size -> size < 1)) {
            throw unfit("%s '%s' has the shape %s".formatted(what, value.getName(), Arrays.toString(shape)));
        }
        return sample;
    }

    private ExportException unfit(String why) {
        return new ExportException(file + ": " + why
                + ". A model has one float input [batch, channels, height, width] or [batch, features] and one float"
                + " output [batch, classes], with only the batch free. Export it from its framework in that form");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ExportException("%s: ONNX Runtime could not close it: %s".formatted(file, e.getMessage()), e);
        }
    }
}
