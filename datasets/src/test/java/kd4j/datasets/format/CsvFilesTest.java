package kd4j.datasets.format;

import static kd4j.datasets.Parts.assertDataError;
import static kd4j.datasets.Parts.counts;
import static kd4j.datasets.Parts.gzip;
import static kd4j.datasets.Parts.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kd4j.component.KeyException;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.data.Truth;
import kd4j.datasets.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
    @TempDir
    Path folder;

    @Test
    void readsRowsAndSortsClasses() throws IOException {
        put("a.csv", "1,2.5,oak\n-3e1,.5,ash\n");
        put("b.csv", "\n7,8,oak\n\n");
        Data data = csv("last").load(place());
        assertArrayEquals(new float[] {1, 2.5f}, row(data.train(), 0));
        assertArrayEquals(new float[] {-30, .5f}, row(data.train(), 1));
        assertEquals(List.of("ash", "oak"), data.classes());
        assertEquals(1, data.train().label(0));
        assertEquals(1, data.test().label(0));
        assertEquals(Set.of("a.csv", "b.csv"), data.digests().keySet());
    }

    @Test
    void labelFirstAndInNumericOrder() throws IOException {
        put("a.csv", "10,1\n9,2\n-1,3\n");
        put("b.csv", "9,4\n");
        Data data = csv("first").load(place());
        assertEquals(List.of("-1", "9", "10"), data.classes());
        assertEquals(2, data.train().label(0));
        assertArrayEquals(new float[] {1}, row(data.train(), 0));
    }

    @Test
    void labelByNameBehindAByteOrderMark() throws IOException {
        put("a.csv", "\ufeffheight, kind ,\"width\"\r\n1, x ,2\r\n");
        put("b.csv", "height,kind,width\n3,x,4");
        Data data = csv("kind").load(place());
        assertArrayEquals(new float[] {1, 2}, row(data.train(), 0));
        assertArrayEquals(new float[] {3, 4}, row(data.test(), 0));
        assertEquals(List.of("x"), data.classes());
    }

    @Test
    void gzippedWithScaleShapeAndDelimiter() throws IOException {
        Files.write(folder.resolve("a.csv"), gzip("0;8;16;4;x\n".getBytes(StandardCharsets.UTF_8)));
        put("b.csv", "16;16;16;16;x\n");
        Data data = new CsvFiles(
                        "a.csv",
                        Optional.of("b.csv"),
                        "last",
                        Optional.empty(),
                        HeaderLine.AUTO,
                        ";",
                        0.0625,
                        Optional.of(List.of(2, 2, 1)),
                        0.2)
                .load(place());
        assertEquals(Shape.of(2, 2, 1), data.shape());
        assertArrayEquals(new float[] {0, .5f, 1, .25f}, row(data.train(), 0));
    }

    @Test
    void withoutATestFileAShareOfEveryClassIsCutOff() throws IOException {
        put("a.csv", "1,a\n2,a\n3,a\n4,a\n5,b\n6,b\n7,b\n8,b\n");
        Data data = single(0.25).load(place());
        assertArrayEquals(new int[] {1, 1}, counts(data.test(), 2));
        assertArrayEquals(new int[] {3, 3}, counts(data.train(), 2));
    }

    @Test
    void nanAndEmptyAndWords() throws IOException {
        put("b.csv", "1,2,x\n");
        put("a.csv", "1,2,x\n3,NaN,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:2:2: 'NaN' in column 2 is not a finite number");
        put("a.csv", "h,w,kind\n1,2,x\n,4,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:3:1: '' in column 'h' is not a finite number");
        put("a.csv", "1,2,x\n1,two,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:2:2: 'two'");
        put("a.csv", "1,1e99,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:1:2: '1e99'", "say header: present");
        put("a.csv", "1,0x10,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:1:2: '0x10'");
    }

    @Test
    void raggedRowsAndEmptyLabels() throws IOException {
        put("b.csv", "1,2,x\n");
        put("a.csv", "1,2,x\n1,x\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:2: has 2 columns, the first line has 3");
        put("a.csv", "1,2,x\n1,2,\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:2:3: the label is empty");
        put("a.csv", "1\n");
        assertDataError(() -> csv("last").load(place()), "a.csv:1: has one column", "delimiter ','");
        put("a.csv", "h,w,kind\n");
        assertDataError(() -> csv("last").load(place()), "a.csv: has no rows");
        put("a.csv", "1,2,\"x\"y\n");
        assertDataError(() -> csv("last").load(place()), "a.csv: cannot be read");
    }

    @Test
    void labelsAndColumnsOfTheTestFile() throws IOException {
        put("a.csv", "1,2,x\n");
        put("b.csv", "1,2,x\n1,2,y\n");
        assertDataError(() -> csv("last").load(place()), "b.csv:2:3: label 'y' does not occur in the training rows");
        put("b.csv", "1,x\n");
        assertDataError(() -> csv("last").load(place()), "b.csv", "its columns are not those of a.csv");
        put("a.csv", "h,w,kind\n1,2,x\n");
        put("b.csv", "w,h,kind\n1,2,x\n");
        assertDataError(() -> csv("last").load(place()), "b.csv", "[w, h, kind]", "[h, w, kind]");
    }

    @Test
    void unknownLabelColumn() throws IOException {
        put("a.csv", "h,w,kind\n1,2,x\n");
        assertDataError(() -> csv("species").load(place()), "a.csv:1", "'species'", "[h, w, kind]");
        put("a.csv", "1,2,x\n");
        assertDataError(() -> csv("species").load(place()), "a.csv:1", "no header line");
    }

    @Test
    void theHeaderCanBeStated() throws IOException {
        put("a.csv", "1,2,x\n3,4,x\n");
        put("b.csv", "1,2,x\n3,4,x\n");
        assertEquals(1, with(HeaderLine.PRESENT).load(place()).train().size());
        assertEquals(2, with(HeaderLine.AUTO).load(place()).train().size());
        put("a.csv", "h,w,kind\n3,4,x\n");
        assertDataError(() -> with(HeaderLine.ABSENT).load(place()), "a.csv:1:1: 'h'");
    }

    @Test
    void columnsOfNumbersToPredict() throws IOException {
        put("a.csv", "price,h,w,size\n1e3,1,2,30\n-.5,3,4,50\n");
        put("b.csv", "price,h,w,size\n7,5,6,8\n");
        Data data = targets("size", "price").load(place());
        assertEquals(Truth.Kind.TARGETS, data.kind());
        assertEquals(List.of("size", "price"), data.outputs());
        assertArrayEquals(new float[] {1, 2}, row(data.train(), 0));
        assertArrayEquals(new double[][] {{50, -.5}, {30, 1000}}, values(data.train(), 1, 0));
        assertArrayEquals(new double[][] {{8, 7}}, values(data.test(), 0));
        assertEquals(List.of("size"), targets("last").load(place()).outputs());
        put("a.csv", "1,2,3\n4,5,6\n");
        put("b.csv", "1,2,3\n");
        assertEquals(List.of("column 1"), targets("first").load(place()).outputs());
        assertArrayEquals(
                new double[][] {{4}}, values(targets("first").load(place()).train(), 1));
    }

    @Test
    void targetsThatCannotBeUsed() throws IOException {
        put("a.csv", "price,h,w\n1,1,2\ncheap,3,4\n");
        assertDataError(
                () -> targets("price").load(place()),
                "a.csv:3:1: the target 'cheap' in column 'price' is not a finite number");
        assertDataError(() -> targets("cost").load(place()), "a.csv:1: no column is named 'cost'", "[price, h, w]");
        assertDataError(
                () -> targets("price", "h", "w").load(place()),
                "a.csv:1: the targets [price, h, w] leave no column to predict them from");
        assertThrows(KeyException.class, () -> targets("price", "price").load(place()));
        assertThrows(
                KeyException.class,
                () -> new CsvFiles(
                        "a.csv",
                        Optional.empty(),
                        "first",
                        Optional.of(List.of("last")),
                        HeaderLine.AUTO,
                        ",",
                        1,
                        Optional.empty(),
                        0.2));
    }

    private static CsvFiles targets(String... names) {
        return new CsvFiles(
                "a.csv",
                Optional.of("b.csv"),
                "last",
                Optional.of(List.of(names)),
                HeaderLine.AUTO,
                ",",
                1,
                Optional.empty(),
                0.2);
    }

    private static double[][] values(Samples samples, int... rows) {
        return ((Truth.Targets) samples.truth(rows)).values();
    }

    @Test
    void shapeMustFit() throws IOException {
        put("a.csv", "1,2,3,x\n");
        CsvFiles csv = new CsvFiles(
                "a.csv",
                Optional.empty(),
                "last",
                Optional.empty(),
                HeaderLine.AUTO,
                ",",
                1,
                Optional.of(List.of(2, 2)),
                0.2);
        assertDataError(() -> csv.load(place()), "a.csv: has 3 numbers in a row, the shape 2x2 needs 4");
    }

    @Test
    void keysAreChecked() {
        assertThrows(KeyException.class, () -> single(0));
        assertThrows(KeyException.class, () -> single(1));
        assertDataError(() -> csv("last").load(place()), folder.resolve("a.csv").toString(), "no such file");
    }

    @Test
    void letters() {
        // wc -l: 20,000 rows; cut -d, -f1 | sort | uniq -c: A 789, Z 734, U 813
        Path file = RealData.folder("letter").resolve("letter-recognition.data.gz");
        Data data = new CsvFiles(
                        file.toString(),
                        Optional.empty(),
                        "first",
                        Optional.empty(),
                        HeaderLine.AUTO,
                        ",",
                        1,
                        Optional.empty(),
                        0.2)
                .load(place());
        assertEquals(16_000, data.train().size());
        assertEquals(4_000, data.test().size());
        assertEquals(26, data.classes().size());
        int[] train = counts(data.train(), 26);
        int[] test = counts(data.test(), 26);
        assertEquals(789, train[0] + test[0]);
        assertEquals(813, train[20] + test[20]);
        assertEquals(734, train[25] + test[25]);
    }

    private CsvFiles csv(String label) {
        return new CsvFiles(
                "a.csv", Optional.of("b.csv"), label, Optional.empty(), HeaderLine.AUTO, ",", 1, Optional.empty(), 0.2);
    }

    private CsvFiles with(HeaderLine header) {
        return new CsvFiles(
                "a.csv", Optional.of("b.csv"), "last", Optional.empty(), header, ",", 1, Optional.empty(), 0.2);
    }

    private CsvFiles single(double share) {
        return new CsvFiles(
                "a.csv", Optional.empty(), "last", Optional.empty(), HeaderLine.AUTO, ",", 1, Optional.empty(), share);
    }

    private DataPlace place() {
        return new DataPlace(folder, folder);
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
