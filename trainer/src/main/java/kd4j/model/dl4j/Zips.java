package kd4j.model.dl4j;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kd4j.model.ModelException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The zip files of DL4J's {@link ModelSerializer}. That class reports what is wrong with a file by exceptions of no particular
 * kind, so a file is looked through before it is given to it.
 */
public final class Zips {
    private static final String CONFIGURATION = ModelSerializer.CONFIGURATION_JSON;

    private Zips() {}

    /** Writes a graph without any updater's state. */
    public static void write(ComputationGraph graph, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelSerializer.writeModel(graph, out, false);
        } catch (IOException e) {
            throw new ModelException("%s: the network cannot be written: %s".formatted(file, e), e);
        }
    }

    /** Reads a {@code ComputationGraph}. */
    public static ComputationGraph graph(Path file) {
        if (any(file) instanceof ComputationGraph graph) {
            return graph;
        }
        throw new ModelException(
                "%s holds a MultiLayerNetwork, not a network that KD4J saved; it can be a teacher, but is not trained here; 'kd4j convert' makes one of it that is"
                        .formatted(file));
    }

    /** Reads a {@code MultiLayerNetwork} or a {@code ComputationGraph}. */
    public static Model any(Path file) {
        String json = configuration(file);
        try {
            JsonNode tree = new ObjectMapper().readTree(json);
            if (tree.has("vertices")) {
                NeuralNetConfiguration.mapper().readValue(json, ComputationGraphConfiguration.class);
                return ModelSerializer.restoreComputationGraph(file.toFile(), false);
            }
            if (tree.has("confs")) {
                NeuralNetConfiguration.mapper().readValue(json, MultiLayerConfiguration.class);
                return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "%s: DL4J cannot read %s; a layer of an own class must be on the class path: %s"
                            .formatted(file, CONFIGURATION, firstLine(e)),
                    e);
        }
        throw new ModelException(
                "%s: %s is neither a MultiLayerNetwork's nor a ComputationGraph's".formatted(file, CONFIGURATION));
    }

    /** Reads every part to its end, which checks the sums; answers the configuration. */
    private static String configuration(Path file) {
        String json = null;
        Set<String> parts = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(new FileInputStream(file.toFile()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(entry.getName());
                byte[] bytes = zip.readAllBytes();
                if (entry.getName().equals(CONFIGURATION)) {
                    json = new String(bytes, StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new ModelException("%s cannot be read as a model zip: %s".formatted(file, firstLine(e)), e);
        }
        if (json == null || !parts.contains(ModelSerializer.COEFFICIENTS_BIN)) {
            throw new ModelException("%s is not a model zip of DL4J: it should hold %s and %s, it holds %s"
                    .formatted(file, CONFIGURATION, ModelSerializer.COEFFICIENTS_BIN, parts));
        }
        return json;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
