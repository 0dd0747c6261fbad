package kd4j.model.dl4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import kd4j.model.ModelException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The files of Keras 2, read by DL4J's import. HDF5's library writes about damaged files to the error stream, so the two plainest
 * damages are looked for before the file is given to it.
 */
public final class KerasFiles {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final String CONFIGURATION = "model_config";
    private static final String SAVE = "save the model in Keras with model.save(\"teacher.h5\")";

    private KerasFiles() {}

    /** Reads a sequential or functional model with its weights. */
    public static ComputationGraph read(Path file) {
        mustBeWhole(file);
        // A task, because import and library fail with exceptions of no particular kind, which arrive here as one.
        FutureTask<ComputationGraph> task = new FutureTask<>(() -> imported(file.toString()));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw told(file, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(file + ": reading it was interrupted", e);
        }
    }

    private static ComputationGraph imported(String file)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        return isSequential(file)
                ? KerasModelImport.importKerasSequentialModelAndWeights(file, false)
                        .toComputationGraph()
                : KerasModelImport.importKerasModelAndWeights(file, false);
    }

    private static boolean isSequential(String file) throws IOException, UnsupportedKerasConfigurationException {
        try (Hdf5Archive archive = new Hdf5Archive(file)) {
            if (!archive.hasAttribute(CONFIGURATION)) {
                throw new IOException("it holds no network's architecture (attribute %s)".formatted(CONFIGURATION));
            }
            String json = archive.readAttributeAsJson(CONFIGURATION);
            return new ObjectMapper().readTree(json).path("class_name").asText().equals("Sequential");
        }
    }

    private static ModelException told(Path file, Throwable cause) {
        if (cause instanceof InvalidKerasConfigurationException
                || cause instanceof UnsupportedKerasConfigurationException) {
            return new ModelException(
                    "%s: DL4J cannot import this network: %s. Convert it to ONNX (tf2onnx) and use a teacher of type onnx"
                            .formatted(file, cause.getMessage()),
                    cause);
        }
        if (cause instanceof UnsatisfiedLinkError) {
            return new ModelException(
                    "%s: there is no HDF5 library for this machine (%s). Convert it to ONNX (tf2onnx) and use a teacher of type onnx"
                            .formatted(file, cause.getMessage()),
                    cause);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new ModelException(
                "%s: HDF5 or DL4J's import cannot read it: %s. Copy it again from where it came, or %s"
                        .formatted(file, cause.getMessage(), SAVE),
                cause);
    }

    private static void mustBeWhole(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer begin = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(begin, 0);
            if (!Arrays.equals(HDF5, Arrays.copyOf(begin.array(), HDF5.length))) {
                throw new ModelException("%s: not an HDF5 file; %s, which keeps architecture and weights in one file"
                        .formatted(file, SAVE));
            }
            // Superblocks of version 0 and 1 say where the file ends in bytes 40 to 47, later ones in bytes 28 to 35.
            long end = begin.getLong(begin.get(8) < 2 ? 40 : 28);
            if (channel.size() < end) {
                throw new ModelException("%s: it has %d bytes, but should have %d. Copy it again from where it came"
                        .formatted(file, channel.size(), end));
            }
        } catch (IOException e) {
            throw new ModelException(file + ": no such file, or it may not be read. Check the path", e);
        }
    }
}
