package kd4j.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.component.Kd4jException;
import kd4j.component.KeyException;
import kd4j.data.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four rows {@code i, i + 0.5}; class {@code c} of row {@code i} has the score {@code 10 i - c}. */
class LogitsTeacherTest implements TeacherContract {
    /** {@code hashlib.sha256(numpy.array([[i, i + .5] for i in range(4)], "<f4").tobytes()).hexdigest()} */
    private static final String INPUTS = "c550add093344b2e34da9d0628e6598698b8ed797de8781c51d1240d84afa5f2";

    private static final Samples ROWS = Stock.rows(4);

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        npy("train.npy", "<f4", "4, 3", false, 12);
    }

    /** A file as NumPy writes it; numbers {@code 10 (i / 3) - i % 3}. */
    private Path npy(String name, String type, String shape, boolean fortran, int numbers) throws IOException {
        String text = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                .formatted(type, fortran ? "True" : "False", shape);
        byte[] header = (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.UTF_8);
        int wide = type.endsWith("8") ? 8 : 4;
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + numbers * wide).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header);
        bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < numbers; i++) {
            double value = 10.0 * (i / 3) - i % 3;
            if (wide == 8) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static LogitsTeacher source(AnswerFile train) {
        return new LogitsTeacher(train, Optional.empty(), false, Answers.PLAIN);
    }

    private Teacher open(AnswerFile train) {
        return source(train).open(Stock.opening(folder, ROWS, "a", "b", "c"));
    }

    private static AnswerFile npy(String name) {
        return new AnswerFile(name, Optional.of(INPUTS), Optional.empty());
    }

    private AnswerFile csv(String text) throws IOException {
        Files.writeString(folder.resolve("answers.csv"), text);
        return new AnswerFile("answers.csv", Optional.empty(), Optional.of("id"));
    }

    @Override
    public Teacher open() {
        return open(npy("train.npy"));
    }

    @Override
    public Samples rows() {
        return ROWS;
    }

    @Override
    public double[][] expected() {
        return new double[][] {{0, -1, -2}, {10, 9, 8}, {20, 19, 18}, {30, 29, 28}};
    }

    @ParameterizedTest
    @CsvSource({"<f4", ">f4", "<f8", ">f8"})
    void allKindsOfFloatsAreRead(String type) throws IOException {
        npy("other.npy", type, "4, 3", false, 12);
        try (Teacher teacher = open(npy("other.npy"))) {
            TeacherContract.assertClose(expected(), TeacherContract.logits(teacher, ROWS));
        }
    }

    @Test
    void csvIsOrderedByItsIds() throws IOException {
        AnswerFile file = csv("a,id,b,c\n30,3,29,28\n0,0,-1,-2\n20,2,19,18\n10,1,9,8\n");
        try (Teacher teacher = open(file)) {
            TeacherContract.assertClose(expected(), TeacherContract.logits(teacher, ROWS));
            assertEquals(List.of("a", "b", "c"), teacher.classNames());
        }
    }

    @Test
    void rowsMayBeMissingWhereIdsStand() throws IOException {
        try (Teacher teacher = open(csv("id,a,b,c\n0,0,-1,-2\n2,20,19,18\n"))) {
            assertTrue(teacher.knows(ROWS.select(new int[] {0, 2})));
            assertFalse(teacher.knows(ROWS));
            TeacherException e = assertThrows(TeacherException.class, () -> TeacherContract.logits(teacher, ROWS));
            assertTrue(
                    e.getMessage().contains("answers.csv: it has no answer for row 1; it has 2 answers"),
                    e.getMessage());
        }
    }

    /** Rows of the test part have the numbers of rows of the training part, but not their answers. */
    @Test
    void testRowsNeedTheirOwnAnswers() throws IOException {
        try (Teacher teacher = open()) {
            assertEquals(Optional.empty(), teacher.onTest());
        }
        Files.writeString(folder.resolve("test.csv"), "id,a,b,c\n1,7,8,9\n0,4,5,6\n");
        Optional<AnswerFile> test = Optional.of(new AnswerFile("test.csv", Optional.empty(), Optional.of("id")));
        LogitsTeacher both = new LogitsTeacher(npy("train.npy"), test, false, Answers.PLAIN);
        Opening opening = Stock.opening(folder, ROWS, "a", "b", "c");
        try (Teacher teacher = both.open(opening)) {
            double[][] answers = TeacherContract.logits(
                    teacher.onTest().orElseThrow(), opening.data().test());
            TeacherContract.assertClose(new double[][] {{4, 5, 6}, {7, 8, 9}}, answers);
        }
    }

    @Test
    void answersForOtherRowsAreRefused() {
        String other = "0".repeat(64);
        String message = refusal(new AnswerFile("train.npy", Optional.of(other), Optional.empty()));
        assertTrue(message.contains("for rows with SHA-256 " + other), message);
        assertTrue(message.contains("have " + INPUTS), message);
    }

    @Test
    void withoutDigestOrIdsNobodyKnowsWhichAnswerIsWhose() {
        KeyException e =
                assertThrows(KeyException.class, () -> new AnswerFile("a.csv", Optional.empty(), Optional.empty()));
        assertTrue(
                e.getMessage().contains("inputs (SHA-256") && e.getMessage().contains("id (the column"),
                e.getMessage());
        assertThrows(KeyException.class, () -> new AnswerFile("a.npy", Optional.empty(), Optional.of("id")));
        assertThrows(KeyException.class, () -> new AnswerFile("a.txt", Optional.of(INPUTS), Optional.empty()));
        assertThrows(KeyException.class, () -> new AnswerFile("a.npy", Optional.of("abc"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<f4 | 4, 3    | false | 11 | its header promises 4 rows of 3 numbers, which are 48 bytes; 44 follow",
                "<f4 | 4, 3    | false | 13 | its header promises 4 rows of 3 numbers, which are 48 bytes; 52 follow",
                "<f4 | 3, 3    | false | 9  | it has 3 rows, but this part of the data has 4",
                "<f4 | 4, 3    | true  | 12 | it is in Fortran order",
                "<f4 | 12,     | false | 12 | its shape is (12,); needed: (rows, classes)",
                "<f4 | 4, 3, 1 | false | 12 | its shape is (4, 3, 1); needed: (rows, classes)",
                "<i8 | 4, 3    | false | 12 | its numbers are 'i8'; allowed: 32- and 64-bit floats",
                "<f4 | 4, 1    | false | 4  | it has 4 rows of 1 score",
                "<f4 | 0, 3    | false | 0  | it has 0 rows"
            })
    void brokenArraysAreRefused(String type, String shape, boolean fortran, int numbers, String why)
            throws IOException {
        npy("broken.npy", type, shape, fortran, numbers);
        assertTrue(refusal(npy("broken.npy")).contains("broken.npy: " + why), refusal(npy("broken.npy")));
    }

    @Test
    void filesThatAreNoArraysAreRefused() throws IOException {
        Files.writeString(folder.resolve("text.npy"), "0.1 0.2 0.7 0.1 0.2 0.7");
        assertTrue(refusal(npy("text.npy")).contains("text.npy: it does not begin as a NumPy file does"));
        byte[] whole = Files.readAllBytes(folder.resolve("train.npy"));
        Files.write(folder.resolve("cut.npy"), java.util.Arrays.copyOf(whole, 60));
        assertTrue(refusal(npy("cut.npy")).contains("cut.npy: it ends within its header"));
        assertTrue(refusal(npy("none.npy")).contains("none.npy: no such file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | it is empty",
                "id,a,b,c                 | it has 0 rows",
                "row,a,b,c;0,1,2,3        | it has no column named 'id'; it has [row, a, b, c]",
                "id,a,b,c;0,1,2           | line 2 has 3 fields, the header has 4",
                "id,a,b,c;0,1,two,3       | line 2, column 'b' is 'two'; needed: a finite number",
                "id,a,b,c;0,1,NaN,3       | line 2, column 'b' is 'NaN'; needed: a finite number",
                "id,a,b,c;0.5,1,2,3       | line 2, column 'id' is '0.5'; needed: the number of a row",
                "id,a,b,c;4,1,2,3         | it answers row 4, but this part of the data has rows 0 to 3",
                "id,a,b,c;1,1,2,3;1,1,2,3 | it answers row 1 twice"
            })
    void brokenTablesAreRefused(String lines, String why) throws IOException {
        AnswerFile file = csv(lines.replace(';', '\n'));
        assertTrue(refusal(file).contains("answers.csv: " + why), refusal(file));
    }

    private String refusal(AnswerFile file) {
        return assertThrows(Kd4jException.class, () -> open(file)).getMessage();
    }
}
