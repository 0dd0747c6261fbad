package kd4j.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import kd4j.engine.RunException;
import kd4j.metric.Assessment;
import kd4j.metric.Classified;
import kd4j.metric.Regressed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the records of a run. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Assessment.class, OfAssessment.class)
            .addMixIn(Summary.ArmFigures.class, OfFigures.class)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /** Told apart by their keys. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Classified.class), @JsonSubTypes.Type(Regressed.class)})
    private interface OfAssessment {}

    /** Told apart by their keys. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Summary.OfClasses.class), @JsonSubTypes.Type(Summary.OfTargets.class)})
    private interface OfFigures {}

    /** One line, without a line break. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    static void write(Path file, Object value) {
        AtomicFiles.write(file, pretty(value));
    }

    /** Parses text, such as a line of {@code metrics.jsonl}. */
    public static <T> T parse(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    /** Reads a file. */
    public static <T> T read(Path file, Class<T> type) {
        return read(file, type, "Delete it, where it is there, and go on with --resume.");
    }

    /** Reads a file; the advice is what to do where it is missing or damaged. */
    static <T> T read(Path file, Class<T> type, String advice) {
        if (!Files.isRegularFile(file)) {
            throw new RunException("%s: no such file. %s".formatted(file, advice));
        }
        try {
            return MAPPER.readValue(file.toFile(), type);
        } catch (JacksonException e) {
            throw new RunException("%s: damaged: %s. %s".formatted(file, e.getOriginalMessage(), advice), e);
        }
    }
}
