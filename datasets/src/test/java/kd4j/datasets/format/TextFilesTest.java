package kd4j.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kd4j.component.KeyException;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\nrain\nsnow\n,\n");
        Files.writeString(folder.resolve("train.csv"), "label,text\nwet,rain\ncold,\"snow, Snow\"\n");
        Files.writeString(folder.resolve("test.csv"), "label,text\ncold,sun\n");
    }

    private Data load(TextFiles files) {
        return files.load(new DataPlace(folder, folder));
    }

    private static TextFiles of(String test, String text) {
        return new TextFiles("train.csv", test, "vocab.txt", 6, text, "label");
    }

    @Test
    void textsBecomeNumbersOfTokens() {
        Data data = load(of("test.csv", "text"));
        assertEquals(List.of("cold", "wet"), data.classes());
        assertEquals(Shape.of(6), data.shape());
        float[] row = new float[6];
        data.train().read(0, row, 0);
        assertArrayEquals(new float[] {2, 4, 3, 0, 0, 0}, row);
        data.train().read(1, row, 0);
        assertArrayEquals(new float[] {2, 5, 6, 5, 3, 0}, row);
        assertEquals(1, data.train().label(0));
        data.test().read(0, row, 0);
        assertArrayEquals(new float[] {2, 1, 3, 0, 0, 0}, row);
        assertEquals(
                Set.of("train.csv", "test.csv", "vocab.txt"), data.digests().keySet());
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        assertRefused(of("test.csv", "body"), "it has no column 'body'; it has [label, text]");
        assertRefused(of("none.csv", "text"), "none.csv: no such file");
        Files.writeString(folder.resolve("other.csv"), "label,text\nhot,rain\n");
        assertRefused(of("other.csv", "text"), "the label 'hot' is none of the training rows' classes [cold, wet]");
        Files.writeString(folder.resolve("commas.csv"), "label,text\ncold,rain, snow\n");
        assertRefused(of("commas.csv", "text"), "row 1 has 3 fields");
        Files.writeString(folder.resolve("empty.csv"), "label,text\n");
        assertRefused(of("empty.csv", "text"), "empty.csv: it has no rows");
        assertThrows(KeyException.class, () -> new TextFiles("a", "b", "c", 2, "text", "label"));
    }

    private void assertRefused(TextFiles files, String why) {
        DataException e = assertThrows(DataException.class, () -> load(files));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }
}
