package kd4j.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kd4j.data.Shape;
import kd4j.file.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code verification.json}, which lies beside exported files and lets anybody check them without the data set.
 *
 * @param version of this layout, 1
 * @param files what is known of each file, by file name
 */
record VerificationRecord(int version, Map<String, Entry> files) {
    static final String NAME = "verification.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    VerificationRecord {
        files = new TreeMap<>(files);
    }

    /**
     * One exported file: the components of {@link ExportedFile}, the tolerance it was held to, and rows to ask it. The tolerance is of
     * scaled differences, and of absolute ones in files of 8 bits. Files that hold the network as it was have no reduction,
     * and those that hold all zeros nothing sparse.
     */
    record Entry(
            ExportFormat format,
            long bytes,
            String sha256,
            long parameters,
            long macs,
            double maxAbsDiff,
            int rows,
            int argMaxEqual,
            double tolerance,
            Golden golden,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Reduction> reduction,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SparseWeights> sparse) {}

    /**
     * Questions and right answers.
     *
     * @param shape sizes of a row, channels last
     * @param features the rows: little-endian 32-bit floats in base64
     * @param classes logits in a row
     * @param logits what the network answered, written as the features are
     */
    record Golden(List<Integer> shape, String features, int classes, String logits) {
        Golden {
            int questions = Floats.ofBase64(features).length;
            int answers = Floats.ofBase64(logits).length;
            int row = new Shape(shape).values();
            if (classes < 1 || questions == 0 || questions % row != 0 || answers != questions / row * classes) {
                throw new IllegalArgumentException("%d features and %d logits are not rows of %s with %d classes"
                        .formatted(questions, answers, new Shape(shape), classes));
            }
        }

        static Golden of(Shape shape, float[] features, int classes, float[] logits) {
            return new Golden(shape.sizes(), Floats.base64(features), classes, Floats.base64(logits));
        }

        Shape row() {
            return new Shape(shape);
        }

        INDArray questions() {
            float[] floats = Floats.ofBase64(features);
            return Nd4j.create(floats, row().batch(floats.length / row().values()), 'c');
        }

        float[] answers() {
            return Floats.ofBase64(logits);
        }
    }

    static Path beside(Path file) {
        return file.resolveSibling(NAME);
    }

    /** The record beside a file, or an empty one. */
    static VerificationRecord read(Path file) {
        Path path = beside(file);
        if (!Files.exists(path)) {
            return new VerificationRecord(1, Map.of());
        }
        try {
            VerificationRecord read =
                    JSON.treeToValue(completed(JSON.readTree(path.toFile())), VerificationRecord.class);
            if (read.version() != 1) {
                throw new ExportException(
                        "%s has the layout %d; this release of KD4J reads layout 1. Use the release that wrote it"
                                .formatted(path, read.version()));
            }
            return read;
        } catch (JacksonException e) {
            throw new ExportException(
                    path + ": not a verification record (" + e.getOriginalMessage()
                            + "). Remove it and export the files again",
                    e);
        }
    }

    /** Says of files that nothing is known of a reduction, where nothing is said. */
    private static JsonNode completed(JsonNode read) {
        for (JsonNode entry : read.path("files")) {
            absent(entry, "reduction");
            absent(entry, "sparse");
            absent(entry.path("reduction"), "layers");
        }
        return read;
    }

    private static void absent(JsonNode node, String key) {
        if (node instanceof ObjectNode object && !object.has(key)) {
            object.putNull(key);
        }
    }

    /** The record beside a file with the file's entry added or replaced. */
    static byte[] with(Path file, Entry entry) {
        VerificationRecord all = read(file);
        all.files().put(file.getFileName().toString(), entry);
        return JSON.writeValueAsBytes(all);
    }
}
