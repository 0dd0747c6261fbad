package kd4j.datasets.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kd4j.component.Component;
import kd4j.component.Default;
import kd4j.component.Require;
import kd4j.data.Data;
import kd4j.data.DataException;
import kd4j.data.DataPlace;
import kd4j.data.Dataset;
import kd4j.data.MemorySamples;
import kd4j.data.Partition;
import kd4j.data.Samples;
import kd4j.data.Shape;

/**
 * Rows of numbers with a label or with numbers to predict, in CSV files (UTF-8, packed with gzip or not). Classes are numbered in the order of
 * their labels: by value where all are numbers, else alphabetically.
 *
 * @param train the file of the training rows
 * @param test the file of the test rows; left out, {@code test-share} of the training file is used
 * @param label the column that holds the class: {@code first}, {@code last}, or its name in the header
 * @param target the columns that hold numbers to predict, instead of a class: one or a list of {@code first}, {@code last} and names
 *     in the header. They are read as they are, whatever {@code scale} says
 * @param header whether the first line names the columns: {@code present}, {@code absent}, or {@code auto}, which takes it
 *     for names when no cell of it but the label or target is a number
 * @param delimiter the character between two cells
 * @param scale what every number is multiplied by, such as {@code 0.00392156862745098} for bytes
 * @param shape sizes of a sample where the numbers are those of an image or a signal, such as {@code [8, 8, 1]}
 * @param testShare share of every class or of all rows, from 0 to 1, that is cut off as test rows when there is no test file; always the
 *     same rows
 */
@Component("csv")
public record CsvFiles(
        String train,
        Optional<String> test,
        @Default("last") String label,
        Optional<List<String>> target,
        @Default("auto") HeaderLine header,
        @Default("\",\"") String delimiter,
        @Default("1.0") double scale,
        Optional<List<Integer>> shape,
        @Default("0.2") double testShare)
        implements Dataset {
    public CsvFiles {
        Require.that(delimiter.length() == 1, "delimiter", "'" + delimiter + "'", "one character");
        Require.that(testShare > 0 && testShare < 1, "test-share", testShare, "a number above 0 and below 1");
        target = target.map(List::copyOf);
        Require.that(
                target.isEmpty() || label.equals("last"),
                "label",
                label,
                "no label where target is given, which says that rows have numbers to predict");
        shape = shape.map(List::copyOf);
        shape.ifPresent(sizes -> Require.that(
                !sizes.isEmpty() && sizes.stream().allMatch(size -> size > 0), "shape", sizes, "sizes of 1 or more"));
    }

    @Override
    public Data load(DataPlace place) {
        DataFiles files = new DataFiles();
        CsvFormat format =
                new CsvFormat(delimiter.charAt(0), header, target.orElse(List.of(label)), target.isPresent(), scale);
        CsvTable first = read(files, place, train, format);
        List<String> outputs = outputs(first);
        Samples rows = samples(first, outputs, train);
        Partition parts = test.map(file -> new Partition(
                        rows, samples(matching(first, read(files, place, file, format), file), outputs, file)))
                .orElseGet(() -> Partition.of(rows, testShare, 0));
        String name = place.resolve(train).getFileName().toString();
        return new Data(name, outputs, parts.train(), parts.validation(), files.digests());
    }

    private List<String> outputs(CsvTable table) {
        return target.isPresent()
                ? table.columns().right().stream().map(table.columns()::name).toList()
                : ClassNames.ordered(table.labels());
    }

    private static CsvTable read(DataFiles files, DataPlace place, String file, CsvFormat format) {
        Path path = place.resolve(file);
        return files.read(file, path, in -> CsvTable.read(in, path.toString(), format));
    }

    private CsvTable matching(CsvTable first, CsvTable second, String file) {
        boolean differ = first.columns().hasHeader()
                && second.columns().hasHeader()
                && !first.columns().equals(second.columns());
        if (differ || first.columns().count() != second.columns().count()) {
            throw new DataException("%s: its columns are not those of %s: %d %s, but %d %s"
                    .formatted(
                            file,
                            train,
                            second.columns().count(),
                            second.columns().names(),
                            first.columns().count(),
                            first.columns().names()));
        }
        return second;
    }

    private Samples samples(CsvTable table, List<String> outputs, String file) {
        int features = table.columns().count() - table.columns().right().size();
        Shape sample = shape.map(sizes -> new Shape(sizes)).orElseGet(() -> Shape.of(features));
        if (sample.values() != features) {
            throw new DataException("%s: has %d numbers in a row, the shape %s needs %d"
                    .formatted(file, features, sample, sample.values()));
        }
        float[][] rows = table.rows().toArray(float[][]::new);
        return target.isPresent()
                ? MemorySamples.ofTargets(sample, rows, table.targets().toArray(double[][]::new))
                : MemorySamples.ofFloats(sample, rows, table.numbers(outputs));
    }
}
