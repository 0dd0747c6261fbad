package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kd4j.component.Kd4jException;
import kd4j.data.Samples;
import kd4j.data.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against PyTorch, where the weights of the Keras file come from: convolution, batch norm, pooling, flatten, dense. */
class KerasTeacherTest implements TeacherContract {
    private static final Samples ROWS = Stock.samples(Shape.of(4, 6, 2), Stock.table("small-rows.csv"));
    private static final Opening OPENING = Stock.opening(Path.of("."), ROWS, "a", "b", "c", "d");

    @TempDir
    private Path folder;

    private static KerasTeacher at(Path file) {
        return new KerasTeacher(file.toString(), List.of(), Answers.PLAIN);
    }

    @Override
    public Teacher open() {
        return at(Stock.file("small.h5")).open(OPENING);
    }

    @Override
    public Samples rows() {
        return ROWS;
    }

    /** Before the softmax, which is in the file. */
    @Override
    public double[][] expected() {
        return Stock.table("small-scores.csv");
    }

    @Test
    void weightsAreCounted() {
        try (Teacher teacher = open()) {
            // Convolution 3 * 2 * 9 + 3, batch norm 4 * 3, dense layer 18 * 4 + 4
            assertEquals(57 + 12 + 76, teacher.parameters());
        }
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Stock.file("small.h5"));
        Path broken = folder.resolve("broken.h5");
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refusal(broken).contains("broken.h5: it has 10184 bytes, but should have 20368"), refusal(broken));
        Arrays.fill(whole, 96, 2000, (byte) 0);
        Path rotten = Files.write(folder.resolve("rotten.h5"), whole);
        assertTrue(refusal(rotten).contains("rotten.h5: HDF5 or DL4J's import cannot read it"), refusal(rotten));
        Path text = Files.writeString(folder.resolve("text.h5"), "no network at all");
        assertTrue(refusal(text).contains("text.h5: not an HDF5 file"), refusal(text));
        Path none = folder.resolve("none.h5");
        assertTrue(refusal(none).contains("none.h5: no such file"), refusal(none));
    }

    private static String refusal(Path file) {
        return assertThrows(Kd4jException.class, () -> at(file).open(OPENING)).getMessage();
    }
}
