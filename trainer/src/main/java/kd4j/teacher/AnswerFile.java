package kd4j.teacher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kd4j.component.Require;
import kd4j.component.Section;
import kd4j.data.Samples;

/**
 * A file of answers for one part of the data. Give inputs, or, for CSV, id.
 *
 * @param file path of the .npy or .csv file, from the recipe's folder. CSV has a header line with the names of the classes; there
 *     the classes must stand in the data's order or be chosen with answers
 * @param inputs SHA-256 in hexadecimal of the rows that were answered, in their order: all their values as 32-bit little-endian
 *     floats, channels last, as the data set gives them, before the recipe's transforms
 * @param id name of the CSV column that has the number of each row, from 0, in its part of the data set; rows may then stand in
 *     any order, and some may be missing
 */
@Section
public record AnswerFile(String file, Optional<String> inputs, Optional<String> id) {
    public AnswerFile {
        boolean csv = file.toLowerCase(Locale.ROOT).endsWith(".csv");
        boolean npy = file.toLowerCase(Locale.ROOT).endsWith(".npy");
        Require.that(csv || npy, "file", file, "a file that ends in .npy or .csv");
        inputs.ifPresent(i -> Require.that(i.matches("[0-9a-f]{64}"), "inputs", i, "64 digits of 0 to 9 and a to f"));
        id.ifPresent(i -> Require.that(csv, "id", i, "a column of a .csv file; for .npy give inputs"));
        Require.that(
                inputs.isPresent() || id.isPresent(),
                "file",
                file,
                "a file with the key inputs (SHA-256 of the rows that were answered)"
                        + (csv ? " or id (the column with the number of each row)" : "")
                        + ", because without it nobody knows which answer belongs to which row");
    }

    AnswerTable read(Opening opening, Samples rows) {
        Path path = opening.file(file);
        if (!Files.isReadable(path)) {
            throw new TeacherException(path + ": no such file, or it may not be read. Check the path");
        }
        inputs.ifPresent(digest -> InputDigest.mustBe(digest, rows, path));
        AnswerRows read =
                file.toLowerCase(Locale.ROOT).endsWith(".npy") ? NpyFile.read(path) : CsvAnswers.read(path, id);
        return new AnswerTable(path, read.names(), byId(read, rows, path));
    }

    private Map<Integer, double[]> byId(AnswerRows read, Samples rows, Path path) {
        if (read.scores().isEmpty() || read.scores().get(0).length < 2) {
            throw new TeacherException("%s: it has %d rows%s; there must be a row of two scores or more for each sample"
                    .formatted(
                            path,
                            read.scores().size(),
                            read.scores().isEmpty()
                                    ? ""
                                    : " of %d score".formatted(read.scores().get(0).length)));
        }
        if (id.isEmpty() && read.scores().size() != rows.size()) {
            throw new TeacherException(
                    "%s: it has %d rows, but this part of the data has %d. Write an answer for each row, validation rows as well, in the data's order; a CSV file with a column of ids (key id) may leave some out"
                            .formatted(path, read.scores().size(), rows.size()));
        }
        List<Integer> ids = read.ids()
                .orElseGet(() -> IntStream.range(0, rows.size()).boxed().toList());
        Map<Integer, double[]> byId = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            put(byId, ids.get(i), read.scores().get(i), rows, path);
        }
        return byId;
    }

    private static void put(Map<Integer, double[]> byId, int id, double[] scores, Samples rows, Path path) {
        if (id < 0 || id >= rows.size()) {
            throw new TeacherException("%s: it answers row %d, but this part of the data has rows 0 to %d"
                    .formatted(path, id, rows.size() - 1));
        }
        if (byId.put(rows.id(id), scores) != null) {
            throw new TeacherException("%s: it answers row %d twice. Leave one of them out".formatted(path, id));
        }
    }
}
