package kd4j.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import kd4j.engine.RunException;
import kd4j.metric.Prediction;

/**
 * A model's answers to the test rows: {@code predictions.csv.gz}, a line a row in the order of the test part, with the columns
 * {@code row} (from 0), {@code label}, {@code predicted} and {@code probability} (six digits). The same answers give the same
 * bytes: the compressed file has no time in it.
 */
public final class PredictionFile {
    private static final String HEADER = "row,label,predicted,probability";

    private PredictionFile() {}

    /** Writes a file, whole or not at all; none where no classes were predicted. */
    public static void write(Path file, List<Prediction> rows) {
        if (rows.isEmpty()) {
            return;
        }
        AtomicFiles.write(file, beside -> {
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(beside)), StandardCharsets.US_ASCII)) {
                out.write(HEADER + "\n");
                for (int row = 0; row < rows.size(); row++) {
                    out.write(line(row, rows.get(row)));
                }
            }
        });
    }

    private static String line(int row, Prediction p) {
        return String.format(Locale.ROOT, "%d,%d,%d,%.6f\n", row, p.label(), p.predicted(), p.probability());
    }

    /**
     * Reads a file.
     *
     * @throws RunException when it is missing or damaged
     */
    public static List<Prediction> read(Path file) {
        List<Prediction> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            if (!HEADER.equals(in.readLine())) {
                throw damaged(file, 1);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rows.add(parse(file, rows.size(), line.split(",", -1)));
            }
            return rows;
        } catch (IOException e) {
            throw new RunException(file + ": cannot be read: " + e + ". Run the recipe again.", e);
        }
    }

    private static Prediction parse(Path file, int row, String[] fields) {
        try {
            if (fields.length == 4 && Integer.parseInt(fields[0]) == row) {
                return new Prediction(
                        Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), Double.parseDouble(fields[3]));
            }
        } catch (NumberFormatException e) {
            throw new RunException(damaged(file, row + 2).getMessage(), e);
        }
        throw damaged(file, row + 2);
    }

    private static RunException damaged(Path file, int line) {
        return new RunException(
                "%s: line %d is damaged; the columns are %s, with rows counted from 0. Run the recipe again."
                        .formatted(file, line, HEADER));
    }
}
