package kd4j.datasets.catalog;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import kd4j.component.Component;
import kd4j.data.Data;
import kd4j.data.DataPlace;
import kd4j.data.MemorySamples;
import kd4j.data.Samples;
import kd4j.data.Shape;
import kd4j.datasets.format.CsvFormat;
import kd4j.datasets.format.CsvTable;
import kd4j.datasets.format.DataFiles;
import kd4j.datasets.format.HeaderLine;

/**
 * Handwritten digits as images of 8x8 pixels, shipped with KD4J: 1,797 rows, of which the first 1,437 are for training and
 * the last 360 for test (the set has no official split). Values from 0 to 1: counts of set pixels in blocks of 4x4, divided
 * by 16. Source: Alpaydin and Kaynak, UCI Machine Learning Repository, CC BY 4.0.
 */
@Component("digits")
public record Digits() implements Catalogued {
    private static final int TRAIN = 1437;
    private static final RemoteFile FILE =
            new RemoteFile("digits.csv.gz", 57_512, "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a");

    @Override
    public Source source() {
        return new Source(
                "digits",
                "CC BY 4.0, Alpaydin and Kaynak, UCI Machine Learning Repository",
                URI.create("https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits"),
                List.of(FILE),
                List.of());
    }

    @Override
    public Data load(DataPlace place) {
        DataFiles files = new DataFiles();
        CsvFormat format = new CsvFormat(',', HeaderLine.ABSENT, "last", 1 / 16.0);
        CsvTable table = files.read(
                FILE.name(),
                "digits/" + FILE.name() + " (shipped)",
                () -> Digits.class.getResourceAsStream("digits/" + FILE.name()),
                in -> CsvTable.read(in, FILE.name(), format));
        List<String> classes = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        Samples all =
                MemorySamples.ofFloats(Shape.of(8, 8, 1), table.rows().toArray(float[][]::new), table.numbers(classes));
        return new Data("digits", classes, part(all, 0, TRAIN), part(all, TRAIN, all.size()), files.digests());
    }

    private static Samples part(Samples all, int from, int to) {
        return all.select(IntStream.range(from, to).toArray());
    }
}
