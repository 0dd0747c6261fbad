package kd4j.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kd4j.data.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

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

    /** One exported file: the components of {@link ExportedFile}, the tolerance it was held to, and rows to ask it. */
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
            Golden golden) {}

    /**
     * Questions and right answers.
     *
     * @param shape sizes of a row, channels last
     * @param features the rows as little-endian floats, in base64 in the file
     * @param classes logits in a row
     * @param logits what the network answered, as little-endian floats, in base64 in the file
     */
    record Golden(int[] shape, byte[] features, int classes, byte[] logits) {
        Golden {
            int row = Math.multiplyExact(Shape.of(shape).values(), Float.BYTES);
            int answer = Math.multiplyExact(classes, Float.BYTES);
            if (answer < 1
                    || features.length == 0
                    || features.length % row != 0
                    || logits.length != features.length / row * answer) {
                throw new IllegalArgumentException(
                        "%d bytes of features and %d of logits are not rows of %s with %d classes"
                                .formatted(features.length, logits.length, Shape.of(shape), classes));
            }
        }

        Shape row() {
            return Shape.of(shape);
        }

        INDArray questions() {
            float[] floats = Floats.of(features);
            return Nd4j.create(floats, row().batch(floats.length / row().values()), 'c');
        }

        float[] answers() {
            return Floats.of(logits);
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
            VerificationRecord read = JSON.readValue(path.toFile(), VerificationRecord.class);
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

    /** Adds or replaces a file's entry and writes the record. */
    static void put(Path file, Entry entry) throws IOException {
        VerificationRecord all = read(file);
        all.files().put(file.getFileName().toString(), entry);
        try (AtomicFile record = new AtomicFile(beside(file))) {
            Files.write(record.temporary(), JSON.writeValueAsBytes(all));
            record.publish();
        }
    }
}
