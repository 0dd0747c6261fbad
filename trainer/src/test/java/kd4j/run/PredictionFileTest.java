package kd4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import kd4j.engine.RunException;
import kd4j.metric.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionFileTest {
    private static final List<Prediction> ROWS =
            List.of(new Prediction(3, 3, 0.9876541), new Prediction(5, 8, 0.5), new Prediction(0, 0, 1));

    @TempDir
    private Path folder;

    private Path written() {
        Path file = folder.resolve("arm/predictions.csv.gz");
        PredictionFile.write(file, ROWS);
        return file;
    }

    private Path holding(String text) throws IOException {
        Path file = folder.resolve("other.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    @Test
    void a_line_a_row_and_back() throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(written()))) {
            assertEquals(
                    "row,label,predicted,probability\n0,3,3,0.987654\n1,5,8,0.500000\n2,0,0,1.000000\n",
                    new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        List<Prediction> read = PredictionFile.read(written());
        assertEquals(new Prediction(3, 3, 0.987654), read.get(0));
        assertEquals(ROWS.subList(1, 3), read.subList(1, 3));
    }

    /** Bytes 4 to 7 of a gzip file are its time: RFC 1952. */
    @Test
    void the_same_answers_give_the_same_bytes_without_a_time() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertArrayEquals(first, Files.readAllBytes(written()));
        assertArrayEquals(new byte[4], Arrays.copyOfRange(first, 4, 8));
    }

    @Test
    void damaged_files_are_named() throws IOException {
        Path file = holding("row,label,predicted,probability\n0,3,3,0.9\n2,3,3,0.9\n");
        assertEquals(
                file
                        + ": line 3 is damaged; the columns are row,label,predicted,probability, with rows counted from 0. Run the recipe again.",
                message(file));
        assertTrue(
                message(holding("row,label,predicted,probability\n0,x,3,0.9\n")).contains("line 2 is damaged"));
        assertTrue(message(holding("label,predicted\n")).contains("line 1 is damaged"));
        Path cut = folder.resolve("cut.csv.gz");
        byte[] whole = Files.readAllBytes(written());
        Files.write(cut, Arrays.copyOf(whole, whole.length - 12));
        assertTrue(message(cut).startsWith(cut + ": cannot be read: "), message(cut));
    }

    private static String message(Path file) {
        return assertThrows(RunException.class, () -> PredictionFile.read(file)).getMessage();
    }
}
