package kd4j.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.Shape;
import kd4j.datasets.Parts;
import org.junit.jupiter.api.Test;

/** Expected counts: zcat digits.csv.gz | head -1437 (tail -360) | awk -F, '{print $NF}' | sort | uniq -c. */
class DigitsTest {
    private final Data data = new Digits().load(new DataPlace(Path.of("nowhere"), Path.of("nowhere")));

    @Test
    void rowsAndClasses() {
        assertEquals(Shape.of(8, 8, 1), data.shape());
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), data.classes());
        assertArrayEquals(new int[] {143, 146, 142, 146, 144, 145, 144, 143, 141, 143}, Parts.counts(data.train(), 10));
        assertArrayEquals(new int[] {35, 36, 35, 37, 37, 37, 37, 36, 33, 37}, Parts.counts(data.test(), 10));
    }

    @Test
    void valuesAreSixteenths() {
        // the first line starts 0,0,5,13,9,1,0,0,0,0,13 and is a zero
        float[] first = Parts.row(data.train(), 0);
        assertEquals(5 / 16f, first[2]);
        assertEquals(13 / 16f, first[10]);
        assertEquals(0, data.train().label(0));
    }

    @Test
    void theShippedFileIsTheCataloguedOne() {
        RemoteFile file = new Digits().source().files().get(0);
        assertEquals(Map.of(file.name(), file.sha256()), data.digests());
        assertTrue(new Digits().source().shipped());
        assertNotNull(Digits.class.getResource("digits/ATTRIBUTION.txt"));
    }
}
